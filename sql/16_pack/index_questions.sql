-- Text questions of the form: the columns of lengths of the index.
-- One row per text question, in the form's order.

select
    question_id,
    title
from form.questions
where kind = 'text'
order by position
