-- Sheet « Croisements » of synthese.xlsx, before its categories are spread into columns.
-- One row per closed question (× sub-question), choice and category, in the form's order.

with

labelled as (

    select
        questions.position as question_position,
        items.position as item_position,
        choices.position as choice_position,
        categories.position as category_position,
        questions.title,
        items.label as item,
        choices.label as choice,
        categories.label as category,
        cross_tabs.chosen_count,
        cross_tabs.answered_count,
        cross_tabs.chosen_share
    from statistics.cross_tabs as cross_tabs
    inner join form.questions as questions
        on cross_tabs.question_id = questions.question_id
    inner join form.choices as choices
        on
            cross_tabs.question_id = choices.question_id
            and cross_tabs.choice_id = choices.choice_id
    inner join form.categories as categories
        on cross_tabs.category_id = categories.category_id
    left join form.items as items
        on
            cross_tabs.question_id = items.question_id
            and cross_tabs.item_id = items.item_id

)

select
    title as "Question",
    item as "Sous-question",
    choice as "Choix",
    category as "Catégorie",
    chosen_count as "L'ont choisi",
    answered_count as "Ont répondu",
    chosen_share as "Part"
from labelled
order by question_position, item_position, choice_position, category_position
