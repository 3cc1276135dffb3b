-- Choices and sub-questions that an earlier export had and the latest lacks.
-- One row per question, with the first ten.

with

left_options as (

    select distinct
        absent_options.question_id,
        exports.file_name,
        coalesce(items.label, choices.label) as label
    from history.absent_options as absent_options
    inner join history.exports as exports using (export_id)
    inner join form.choices as choices using (question_id, choice_id)
    left join form.items as items using (question_id, item_id)
    where absent_options.was_there and exports.is_latest

),

gathered as (

    select
        questions.title as question,
        any_value(left_options.file_name) as file_name,
        list(left_options.label order by left_options.label) as labels
    from left_options
    inner join form.questions as questions using (question_id)
    group by questions.position, questions.title

)

select
    question,
    file_name,
    labels[:10] as labels
from gathered
order by question
