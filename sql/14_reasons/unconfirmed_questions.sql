-- Questions of which nobody wrote, in the form file, whether their answers leave: they don't.
-- One row, or none.
-- They are named by what to look for in that file, the first ones where there are many.

with

unconfirmed as (

    select
        question_id,
        position
    from form.questions
    where kind != 'file' and not is_confirmed

)

select
    case
        when count(*) > 40 then 'unconfirmed_questions_first'
        else 'unconfirmed_questions'
    end as sentence_id,
    count(*) as question_count,
    array_to_string(
        list('[questions.' || question_id || ']' order by position)[:40],
        ', '
    ) as names
from unconfirmed
having count(*) > 0
