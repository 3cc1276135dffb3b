-- Checksums of what versions that are compared say, field by field.
-- One row per such version and field that it says something in, and one per choice that some
-- exports lack; key: export_id, record_number, field_kind, field_id, item_id, choice_id.
-- `bare_digest` leaves out what xlsx loses: emojis, control characters and white space at the ends.

with

records as (

    select
        unnest([earlier_export_id, later_export_id]) as export_id,
        unnest([earlier_record_number, later_record_number]) as record_number
    from history.compared_versions

),

absent_somewhere as (

    select distinct
        question_id,
        item_id,
        choice_id
    from history.absent_options

),

answered as (

    select
        answers.export_id,
        answers.record_number,
        answers.field_kind,
        answers.question_id as field_id,
        absent_somewhere.item_id,
        absent_somewhere.choice_id,
        -- No id holds the sign between them, and xlsx does not lose it.
        concat_ws(
            '¦',
            answers.item_id,
            answers.choice_id,
            answers.number,
            answers.date,
            answers.text
        ) as said
    from typed.answers as answers
    semi join records using (export_id, record_number)
    left join absent_somewhere
        on
            answers.field_kind = 'question'
            and answers.question_id = absent_somewhere.question_id
            and answers.item_id is not distinct from absent_somewhere.item_id
            and answers.choice_id = absent_somewhere.choice_id

),

filled_in as (

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
    semi join records using (export_id, record_number)

),

fields as (

    select
        export_id,
        record_number,
        struct_extract(field, 'field_kind') as field_kind,
        struct_extract(field, 'field_id') as field_id,
        struct_extract(field, 'said') as said
    from filled_in

),

all_said as (

    select
        *,
        regexp_replace(
            said, '[^\x{21}-\x{FFFF}]|[\x{200D}\x{FE00}-\x{FE0F}]', '', 'g'
        ) as bare
    from (
        select * from answered
        union all by name
        select * from fields
    ) as both_kinds
    where said is not null

)

select
    export_id,
    record_number,
    field_kind,
    field_id,
    item_id,
    choice_id,
    sum(md5_number_lower(said)) as digest,
    sum(md5_number_lower(bare)) filter (where bare != '') as bare_digest
from all_said
group by all
