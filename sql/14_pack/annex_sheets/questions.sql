-- Sheet « Questions » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question) and choice, in the form's order.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    counts.chosen_count as "L'ont choisi",
    counts.answered_count as "Ont répondu",
    counts.chosen_share as "Part",
    counts.asked_count as "Question posée à"
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
where counts.counting_rule = 'all'
order by questions.position, items.position, choices.position
