-- Everything that can be chosen in the closed questions.
-- One row per question (× item) and declared choice.

select
    questions.question_id,
    items.item_id,
    choices.choice_id
from form.questions as questions
inner join form.choices as choices using (question_id)
left join form.items as items using (question_id)
where questions.is_closed
