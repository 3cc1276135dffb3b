-- Answers that do not leave: texts that a person kept back or must read, and unread answers.
-- One row per contribution and question; key: submission_id (the reference), question_id. `reason`
-- is `unread` for an answer that no rule could read, such as a choice that the form lacks.

with

kept as (

    select
        reference as submission_id,
        question_id,
        case state
            when 'by_hand' then 'unmasked'
            else 'after_reading'
        end as reason
    from sending.readings
    where is_withheld

),

set_aside as (

    select
        contributions.reference as submission_id,
        questions.question_id,
        min(if(cells.rule = 'to_read_by_hand', cells.rule, 'unread')) as reason
    from clean.set_aside_cells as cells
    inner join sending.contributions as contributions using (submission_id)
    inner join form.questions as questions
        on
            cells.field_kind = 'question'
            and cells.field_id = questions.question_id
    where questions.audience = 'all' and questions.kind != 'file'
    group by contributions.reference, questions.question_id

)

select * from kept
union all
select set_aside.*
from set_aside
anti join kept using (submission_id, question_id)
