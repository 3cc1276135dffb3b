-- Sheet « Croisements » of synthese.xlsx, before its categories are spread into columns.
-- One row per closed question (× sub-question), choice and category, in the form's order.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    categories.label as "Catégorie",
    cross_tabs.chosen_count as "L’ont choisi",
    cross_tabs.answered_count as "Ont répondu",
    cross_tabs.chosen_share as "Part"
from statistics.cross_tabs as cross_tabs
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
inner join form.categories as categories using (category_id)
left join form.items as items using (question_id, item_id)
order by questions.position, items.position, choices.position, categories.position
