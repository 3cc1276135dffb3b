-- Choices that can be made in the closed questions.
-- One row per question (× item) and declared choice, with their words and places.

select
    questions.question_id,
    questions.title as question_label,
    questions.position as question_place,
    items.item_id,
    items.label as item_label,
    items.position as item_place,
    choices.choice_id,
    choices.label as choice_label,
    choices.position as choice_place
from form.questions as questions
inner join form.choices as choices using (question_id)
left join form.items as items using (question_id)
where questions.is_closed
