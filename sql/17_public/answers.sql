-- Numbers of persons who answered each closed question and made each choice, each weighing 1 or 0.
-- One row per published question (× item), declared choice or total of choices, and rule; zeros
-- included. The base of a share is the persons who answered, as everywhere else.

select
    counts.question_id,
    counts.item_id,
    counts.choice_id,
    counts.group_label,
    counts.group_place,
    counts.counting_rule,
    counts.answered_count::bigint as answered_count,
    counts.chosen_count::bigint as chosen_count
from statistics_steps.option_counts as counts
inner join form.questions as questions using (question_id)
where
    questions.is_public
    and counts.counting_rule in ('all', 'without_templates', 'consenting')
