-- statistiques/cross_tabs.csv.
-- One row per closed question (× item), choice and category.

select
    counts.question_id,
    questions.title as question_label,
    counts.item_id,
    items.label as item_label,
    counts.choice_id,
    choices.label as choice_label,
    counts.category_id,
    categories.label as category_label,
    counts.answered_count,
    counts.chosen_count,
    counts.chosen_share
from statistics.cross_tabs as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
inner join form.categories as categories using (category_id)
left join form.items as items using (question_id, item_id)
order by questions.position, items.position, choices.position, categories.position
