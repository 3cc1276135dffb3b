-- Qu'ont répondu les uns et les autres : chaque choix selon la catégorie.
-- Une ligne par question fermée (et sous-question), choix et catégorie, dans l'ordre du formulaire.
-- La part se lit sur les personnes de la catégorie qui ont répondu à la question.
-- Paramètre question (question, facultatif) : identifiant d'une seule question.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    categories.label as "Catégorie",
    counts.chosen_count as "L’ont choisi",
    counts.answered_count as "Ont répondu",
    counts.chosen_share as "Part"
from statistics.cross_tabs as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
inner join form.categories as categories using (category_id)
left join form.items as items using (question_id, item_id)
where $question::varchar is null or questions.question_id = $question::varchar
order by questions.position, items.position, choices.position, categories.position
