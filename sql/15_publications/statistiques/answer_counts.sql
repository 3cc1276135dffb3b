-- statistiques/answer_counts.csv.
-- One row per closed question (× item), choice and counting rule.

select
    counts.question_id,
    questions.title as question_label,
    counts.item_id,
    items.label as item_label,
    counts.choice_id,
    choices.label as choice_label,
    counts.counting_rule,
    word('counting_rule', counts.counting_rule).label as counting_rule_label,
    counts.asked_count,
    counts.answered_count,
    counts.chosen_count,
    counts.chosen_share
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
order by
    questions.position,
    items.position,
    choices.position,
    word('counting_rule', counts.counting_rule).position
