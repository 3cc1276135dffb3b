-- Sheet « Règles de comptage » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question), choice and counting rule, in the form's order.
-- Counts are weighed: under « une voix par famille » they are not whole.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    word('counting_rule', counts.counting_rule).label as "Règle de comptage",
    counts.chosen_count as "Voix pour ce choix",
    counts.answered_count as "Voix qui ont répondu",
    counts.chosen_share as "Part",
    counts.asked_count as "Voix interrogées"
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
order by
    questions.position,
    items.position,
    choices.position,
    word('counting_rule', counts.counting_rule).position
