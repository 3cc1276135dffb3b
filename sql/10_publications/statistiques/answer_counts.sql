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
    rules.label as counting_rule_label,
    counts.asked_count,
    counts.answered_count,
    counts.chosen_count,
    counts.chosen_share
from statistics.answer_counts as counts
inner join form.questions as questions on counts.question_id = questions.question_id
inner join form.choices as choices
    on counts.question_id = choices.question_id and counts.choice_id = choices.choice_id
inner join form.words as rules
    on counts.counting_rule = rules.id and rules.kind = 'counting_rule'
left join form.items as items
    on counts.question_id = items.question_id and counts.item_id = items.item_id
order by questions.position, items.position, choices.position, rules.position
