-- Sheet « Modifications » of justificatif.xlsx.
-- One row per edit of a finished submission and question, the latest edit first.
-- What was said of e-mails, phones and names is not repeated: they stand in contacts.xlsx alone. The
-- answers of those who were deleted on Framaforms or withdrew are not shown.

with

edits as (

    select
        differences.*,
        flow.box,
        later.modified_at,
        row_number() over (
            order by
                later.modified_at desc nulls last,
                differences.submission_id asc,
                differences.later_export_id asc,
                differences.field_kind asc,
                differences.field_id asc
        ) as place
    from history.differences as differences
    inner join respondents.flow as flow using (submission_id)
    inner join typed.submissions as earlier
        on
            differences.earlier_export_id = earlier.export_id
            and differences.earlier_record_number = earlier.record_number
    inner join typed.submissions as later
        on
            differences.later_export_id = later.export_id
            and differences.later_record_number = later.record_number
    where
        not earlier.is_draft
        and flow.box not in ('vanished', 'withdrawn')
    qualify
        place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

records as (

    select
        place,
        false as is_later,
        earlier_export_id as export_id,
        earlier_record_number as record_number,
        field_kind,
        field_id
    from edits
    union all
    select
        place,
        true as is_later,
        later_export_id as export_id,
        later_record_number as record_number,
        field_kind,
        field_id
    from edits

),

said as (

    select
        records.place,
        records.is_later,
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
        ) as words
    from records
    inner join typed.answers as answers
        on
            records.export_id = answers.export_id
            and records.record_number = answers.record_number
            and records.field_kind = answers.field_kind
            and records.field_id = answers.question_id
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices using (question_id, choice_id)
    group by records.place, records.is_later
    union all
    select
        records.place,
        records.is_later,
        case records.field_kind
            when 'consent' then word('consent', submissions.consent).label
            else word('category', submissions.category_id).label
        end as words
    from records
    inner join typed.submissions as submissions using (export_id, record_number)
    where records.field_kind in ('consent', 'category')

)

select
    edits.submission_id as "Soumission",
    local_time(edits.modified_at) as "Modifiée le",
    exports.file_name as "Vue dans l’export",
    word('box', edits.box).label as "Case maintenant",
    case edits.field_kind
        when 'question' then word('question', edits.field_id).label
        when 'other'
            then
                sentence(
                    'modifications',
                    'other',
                    struct_pack(question := word('question', edits.field_id).label)
                )
        else word('field', edits.field_id).label
    end as "Question",
    earlier.words as "Avant",
    later.words as "Après"
from edits
inner join clean.exports as exports on edits.later_export_id = exports.export_id
left join said as earlier on edits.place = earlier.place and not earlier.is_later
left join said as later on edits.place = later.place and later.is_later
order by edits.place
