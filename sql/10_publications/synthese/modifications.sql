-- Sheet « Modifications » of synthese.xlsx.
-- One row per edit of a finished submission and question, the latest edit first.
-- What was said of e-mails, phones and names is not repeated: they stand in contacts.xlsx alone.
-- Nor are the answers of those who were deleted on Framaforms or withdrew.

with

words as (

    select * from form.words

),

edits as (

    select
        differences.*,
        flow.box,
        later.modified_at
    from history.differences as differences
    inner join respondents.flow as flow
        on differences.submission_id = flow.submission_id
    inner join history.compared_versions as compared
        on
            differences.submission_id = compared.submission_id
            and differences.earlier_export_id = compared.earlier_export_id
            and differences.later_export_id = compared.later_export_id
    inner join typed.submissions as earlier
        on
            differences.earlier_export_id = earlier.export_id
            and differences.earlier_record_number = earlier.record_number
    inner join typed.submissions as later
        on
            differences.later_export_id = later.export_id
            and differences.later_record_number = later.record_number
    where
        compared.is_edit
        and not earlier.is_draft
        and flow.box not in ('vanished', 'withdrawn')

),

first_edits as (

    select
        *,
        row_number() over (
            order by
                modified_at desc nulls last,
                submission_id asc,
                later_export_id asc,
                field_kind asc,
                field_id asc
        ) as place
    from edits
    order by place
    limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

edited_records as (

    select
        earlier_export_id as export_id,
        earlier_record_number as record_number,
        field_kind,
        field_id
    from first_edits
    union
    select
        later_export_id as export_id,
        later_record_number as record_number,
        field_kind,
        field_id
    from first_edits

),

said_of_questions as (

    select
        answers.export_id,
        answers.record_number,
        answers.field_kind,
        answers.question_id as field_id,
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
    from typed.answers as answers
    semi join edited_records
        on
            answers.export_id = edited_records.export_id
            and answers.record_number = edited_records.record_number
            and answers.field_kind = edited_records.field_kind
            and answers.question_id = edited_records.field_id
    left join form.items as items
        on
            answers.question_id = items.question_id
            and answers.item_id = items.item_id
    left join form.choices as choices
        on
            answers.question_id = choices.question_id
            and answers.choice_id = choices.choice_id
    group by all

),

said_of_consents as (

    select
        submissions.export_id,
        submissions.record_number,
        'consent' as field_kind,
        'consent' as field_id,
        words.label as said
    from typed.submissions as submissions
    inner join words on submissions.consent = words.id and words.kind = 'consent'

),

said_of_categories as (

    select
        submissions.export_id,
        submissions.record_number,
        'category' as field_kind,
        'category' as field_id,
        categories.label as said
    from typed.submissions as submissions
    inner join form.categories as categories
        on submissions.category_id = categories.category_id

),

said as (

    select * from said_of_questions
    union all by name
    select * from said_of_consents
    union all by name
    select * from said_of_categories

),

shortened as (

    select
        said.* exclude (said),
        case
            when length(said.said) > thresholds.cell_character_limit
                then left(said.said, thresholds.cell_character_limit) || '…'
            else said.said
        end as said
    from said
    cross join form.thresholds as thresholds

),

described as (

    select
        edits.place,
        edits.submission_id,
        edits.modified_at at time zone 'UTC' at time zone form.time_zone as local_time,
        exports.file_name,
        boxes.label as box,
        coalesce(questions.title, fields.label, edits.field_id)
        || case when edits.field_kind = 'other' then ' (autre)' else '' end as field,
        earlier.said as said_before,
        later.said as said_after
    from first_edits as edits
    cross join form.form as form
    inner join clean.exports as exports on edits.later_export_id = exports.export_id
    left join words as boxes on edits.box = boxes.id and boxes.kind = 'box'
    left join form.questions as questions
        on
            edits.field_kind in ('question', 'other')
            and edits.field_id = questions.question_id
    left join words as fields
        on
            edits.field_kind not in ('question', 'other')
            and edits.field_id = fields.id
            and fields.kind = 'field'
    left join shortened as earlier
        on
            edits.earlier_export_id = earlier.export_id
            and edits.earlier_record_number = earlier.record_number
            and edits.field_kind = earlier.field_kind
            and edits.field_id = earlier.field_id
    left join shortened as later
        on
            edits.later_export_id = later.export_id
            and edits.later_record_number = later.record_number
            and edits.field_kind = later.field_kind
            and edits.field_id = later.field_id

)

select
    submission_id as "Soumission",
    local_time as "Modifiée le",
    file_name as "Vue dans l'export",
    box as "Case maintenant",
    field as "Question",
    said_before as "Avant",
    said_after as "Après"
from described
order by place
