-- Questions that have answers which the form file does not declare.
-- One row per question or field, with the declared choices that are nearest.

with

unknown as (

    select
        coalesce(
            questions.title, word('field', cells.field_id).label, cells.field_id
        ) as question,
        count(*) as choice_count,
        list(distinct cells.hint order by cells.hint)
        filter (where cells.hint is not null) as nearest_choices
    from clean.set_aside_cells as cells
    left join form.questions as questions
        on cells.field_kind = 'question' and cells.field_id = questions.question_id
    where cells.rule = 'unknown_choice'
    group by all

)

select
    *,
    case
        when nearest_choices is null then 'unknown_choices'
        else 'unknown_choices_near_others'
    end as sentence_id
from unknown
order by choice_count desc, question asc
