-- Les réponses que peu de gens ont choisies.
-- Une ligne par choix retenu par moins qu'une certaine part de celles et ceux qui ont répondu.
-- Un compte honnête dit aussi qui n'est pas d'accord : à citer avant que d'autres ne le fassent.
-- Paramètre seuil (nombre) : part au-dessous de laquelle un choix est minoritaire. Défaut : 0,1.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    counts.chosen_count as "L'ont choisi",
    counts.answered_count as "Ont répondu",
    counts.chosen_share as "Part"
from statistics.answer_counts as counts
inner join form.questions as questions on counts.question_id = questions.question_id
inner join form.choices as choices
    on counts.question_id = choices.question_id and counts.choice_id = choices.choice_id
left join form.items as items
    on counts.question_id = items.question_id and counts.item_id = items.item_id
where
    counts.counting_rule = 'all'
    and counts.chosen_count > 0
    and counts.chosen_share < $seuil::double
order by questions.position, items.position, choices.position
