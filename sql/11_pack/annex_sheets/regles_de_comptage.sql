-- Sheet « Règles de comptage » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question), choice and counting rule, in the form's order.
-- Counts are weighed: under « une voix par famille » they are not whole.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    rules.label as "Règle de comptage",
    counts.chosen_count as "Voix pour ce choix",
    counts.answered_count as "Voix qui ont répondu",
    counts.chosen_share as "Part",
    counts.asked_count as "Voix interrogées"
from statistics.answer_counts as counts
inner join form.questions as questions on counts.question_id = questions.question_id
inner join form.choices as choices
    on counts.question_id = choices.question_id and counts.choice_id = choices.choice_id
inner join form.words as rules
    on counts.counting_rule = rules.id and rules.kind = 'counting_rule'
left join form.items as items
    on counts.question_id = items.question_id and counts.item_id = items.item_id
order by questions.position, items.position, choices.position, rules.position
