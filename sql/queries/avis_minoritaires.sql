-- Les réponses que peu de gens ont choisies.
-- Une ligne par choix retenu par moins qu'une certaine part de celles et ceux qui ont répondu.
-- Un compte honnête dit aussi qui n'est pas d'accord : à citer avant que d'autres ne le fassent.
-- Paramètre seuil (nombre) : part au-dessous de laquelle un choix est minoritaire. Défaut : 0,1.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    counts.chosen_count as "L’ont choisi",
    counts.answered_count as "Ont répondu",
    counts.chosen_share as "Part"
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
where
    counts.counting_rule = 'all'
    and counts.chosen_count > 0
    and counts.chosen_share < $seuil::double
order by questions.position, items.position, choices.position
