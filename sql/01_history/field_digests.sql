-- Checksums of what versions that are compared say, field by field.
-- One row per such version and field that it says something in, and one per choice that some
-- exports lack; key: export_id, record_number, field_kind, field_id, item_id, choice_id.
-- `bare_digest` leaves out what xlsx loses: emojis, control characters and white space at the ends.

with

compared_records as (

    select
        earlier_export_id as export_id,
        earlier_record_number as record_number
    from history.compared_versions
    union
    select
        later_export_id as export_id,
        later_record_number as record_number
    from history.compared_versions

),

absent_somewhere as (

    select distinct
        question_id,
        item_id as option_item_id,
        choice_id as option_choice_id
    from history.absent_options

),

answers as (

    select
        answers.*,
        absent_somewhere.option_item_id,
        absent_somewhere.option_choice_id,
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
    left join absent_somewhere
        on
            answers.field_kind = 'question'
            and answers.question_id = absent_somewhere.question_id
            and answers.item_id is not distinct from absent_somewhere.option_item_id
            and answers.choice_id = absent_somewhere.option_choice_id

),

answer_digests as (

    select
        export_id,
        record_number,
        field_kind,
        question_id as field_id,
        option_item_id as item_id,
        option_choice_id as choice_id,
        sum(
            md5_number_lower(
                row(item_id, choice_id, text, number, date)::varchar
            )
        ) as digest,
        sum(
            md5_number_lower(
                row(item_id, choice_id, bare_text, number, date)::varchar
            )
        ) filter (
            where text is null or choice_id is not null or bare_text != ''
        ) as bare_digest
    from answers
    group by
        export_id,
        record_number,
        field_kind,
        question_id,
        option_item_id,
        option_choice_id

),

said as (

    select
        submissions.export_id,
        submissions.record_number,
        unnest(
            [
                row('consent', 'consent', submissions.consent),
                row('category', 'category', submissions.category_id),
                row('role', 'email', submissions.email),
                row('role', 'phone', submissions.phone),
                row('role', 'name', submissions.name),
                row('role', 'collective', submissions.collective),
                row('role', 'commune', submissions.commune),
                row('role', 'postcode', submissions.postcode)
            ]::struct(field_kind varchar, field_id varchar, said varchar)[]
        ) as field
    from typed.submissions as submissions
    semi join compared_records
        on
            submissions.export_id = compared_records.export_id
            and submissions.record_number = compared_records.record_number

),

digests as (

    select * from answer_digests
    union all by name
    select
        export_id,
        record_number,
        field.field_kind,
        field.field_id,
        null as item_id,
        null as choice_id,
        md5_number_lower(field.said)::hugeint as digest,
        md5_number_lower(field.said)::hugeint as bare_digest
    from said
    where field.said is not null

)

select * from digests
