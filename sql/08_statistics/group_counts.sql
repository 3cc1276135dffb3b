-- Totals of several choices of one question, as the form file declares them, under every rule.
-- One row per question (× item), group of choices and counting rule; zeros included.
-- A majority is more than half of the contributions that answered. It changes if only one of the
-- rule and `all` has it.

with

judged as (

    select
        *,
        coalesce(chosen_share > 0.5 + 1e-9, false) as is_majority
    from statistics_steps.option_counts
    where group_label is not null

)

select
    question_id,
    question_label,
    item_id,
    item_label,
    group_label,
    counting_rule,
    counting_rule_label,
    asked_count,
    answered_count,
    chosen_count,
    chosen_share,
    is_majority,
    answered_count > 0
    and is_majority
    != any_value(is_majority) filter (where counting_rule = 'all') over (
        partition by question_id, item_id, group_label
    ) as has_other_majority
from judged
order by question_place, item_place, group_place, rule_place
