-- Answers to the closed questions, counted under every rule.
-- One row per question (× item), declared choice and counting rule; zeros included.
-- asked: the contributions that could choose it. answered: those with at least one choice (on that
-- item). Shares of a multi-choice question don't sum to 1.

select
    question_id,
    question_label,
    item_id,
    item_label,
    choice_id,
    choice_label,
    counting_rule,
    counting_rule_label,
    asked_count,
    answered_count,
    chosen_count,
    chosen_share
from statistics_steps.option_counts
where choice_id is not null
order by question_place, item_place, choice_place, rule_place
