-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- Between a delimited file and an xlsx, which loses emojis, control characters and white space
-- at the ends, texts are compared without what xlsx loses.

with

pairs as (

    select
        compared.*,
        earlier.file_format != later.file_format as is_across_formats
    from history.compared_versions as compared
    inner join clean.exports as earlier
        on compared.earlier_export_id = earlier.export_id
    inner join clean.exports as later
        on compared.later_export_id = later.export_id

),

compared_records as (

    select
        earlier_export_id as export_id,
        earlier_record_number as record_number
    from pairs
    union
    select
        later_export_id as export_id,
        later_record_number as record_number
    from pairs

),

answers as (

    select
        answers.*,
        regexp_replace(
            answers.text,
            '[^\x{21}-\x{FFFF}]|[\x{200D}\x{FE00}-\x{FE0F}]',
            '',
            'g'
        ) as bare_text
    from typed.answers as answers
    semi join compared_records
        on
            answers.export_id = compared_records.export_id
            and answers.record_number = compared_records.record_number

),

answer_digests as (

    select
        export_id,
        record_number,
        field_kind,
        question_id as field_id,
        sum(
            md5_number_lower(row(item_id, choice_id, text, number, date)::varchar)
        ) as digest,
        sum(
            md5_number_lower(row(item_id, choice_id, bare_text, number, date)::varchar)
        ) filter (
            where text is null or choice_id is not null or bare_text != ''
        ) as bare_digest
    from answers
    group by export_id, record_number, field_kind, question_id

),

submissions as (

    select submissions.*
    from typed.submissions as submissions
    semi join compared_records
        on
            submissions.export_id = compared_records.export_id
            and submissions.record_number = compared_records.record_number

),

values_of_submissions as (

    select
        export_id,
        record_number,
        unnest(
            [
                row('consent', 'consent', consent),
                row('category', 'category', category_id),
                row('role', 'email', email),
                row('role', 'phone', phone),
                row('role', 'name', name),
                row('role', 'collective', collective),
                row('role', 'commune', commune),
                row('role', 'postcode', postcode)
            ]::struct(field_kind varchar, field_id varchar, said varchar)[]
        ) as field
    from submissions

),

digests as (

    select * from answer_digests
    union all by name
    select
        export_id,
        record_number,
        field.field_kind,
        field.field_id,
        md5_number_lower(field.said)::hugeint as digest,
        md5_number_lower(field.said)::hugeint as bare_digest
    from values_of_submissions
    where field.said is not null

),

shared_fields as (

    select
        pairs.*,
        earlier_fields.field_kind,
        earlier_fields.field_id
    from pairs
    inner join typed.export_fields as earlier_fields
        on pairs.earlier_export_id = earlier_fields.export_id
    inner join typed.export_fields as later_fields
        on
            pairs.later_export_id = later_fields.export_id
            and earlier_fields.field_kind = later_fields.field_kind
            and earlier_fields.field_id = later_fields.field_id

),

differences as (

    select
        shared_fields.submission_id,
        shared_fields.earlier_export_id,
        shared_fields.earlier_record_number,
        shared_fields.later_export_id,
        shared_fields.later_record_number,
        shared_fields.field_kind,
        shared_fields.field_id
    from shared_fields
    left join digests as earlier
        on
            shared_fields.earlier_export_id = earlier.export_id
            and shared_fields.earlier_record_number = earlier.record_number
            and shared_fields.field_kind = earlier.field_kind
            and shared_fields.field_id = earlier.field_id
    left join digests as later
        on
            shared_fields.later_export_id = later.export_id
            and shared_fields.later_record_number = later.record_number
            and shared_fields.field_kind = later.field_kind
            and shared_fields.field_id = later.field_id
    where
        case
            when shared_fields.is_across_formats
                then earlier.bare_digest is distinct from later.bare_digest
            else earlier.digest is distinct from later.digest
        end

)

select * from differences
