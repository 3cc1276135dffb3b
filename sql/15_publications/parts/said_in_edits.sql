-- What the records of the edits shown said, field by field.
-- One row per record and field that somebody edited and that it said something of.

with

edited as (

    select
        earlier_export_id as export_id,
        earlier_record_number as record_number,
        field_kind,
        field_id
    from publications.parts__first_edits
    union
    select
        later_export_id as export_id,
        later_record_number as record_number,
        field_kind,
        field_id
    from publications.parts__first_edits

),

answered as (

    select
        edited.export_id,
        edited.record_number,
        edited.field_kind,
        edited.field_id,
        string_agg(
            concat_ws(
                ' : ',
                items.label,
                choices.label,
                answers.text,
                format('{:g}', answers.number),
                strftime(answers.date, '%d/%m/%Y')
            ),
            ' ; '
            order by items.position, choices.position
        ) as said
    from edited
    inner join typed.answers as answers
        on
            edited.export_id = answers.export_id
            and edited.record_number = answers.record_number
            and edited.field_kind = answers.field_kind
            and edited.field_id = answers.question_id
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices using (question_id, choice_id)
    group by all

),

others as (

    select
        edited.export_id,
        edited.record_number,
        edited.field_kind,
        edited.field_id,
        case
            when edited.field_kind = 'consent'
                then word('consent', submissions.consent).label
            else word('category', submissions.category_id).label
        end as said
    from edited
    inner join typed.submissions as submissions using (export_id, record_number)
    where edited.field_kind in ('consent', 'category')

),

said as (

    select * from answered
    union all
    select * from others

)

select
    export_id,
    record_number,
    field_kind,
    field_id,
    said
from said
