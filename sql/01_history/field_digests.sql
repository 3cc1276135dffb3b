-- Checksums of what versions that are compared say, field by field.
-- One row per such version and field that it says something in, and one per choice that some
-- exports lack; key: export_id, record_number, field_kind, field_id, item_id, choice_id.
-- `bare_digest` leaves out what xlsx loses: emojis, control characters and white space at the ends.

with

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
    semi join history.compared_records using (export_id, record_number)

),

digests as (

    select
        export_id,
        record_number,
        field_kind,
        field_id,
        item_id,
        choice_id,
        digest,
        bare_digest
    from history.answer_digests
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
