-- The version that each consent, category and role of a submission is read from.
-- One row per submission and such field that some export had; key: submission_id, field_kind,
-- field_id. It is the newest version whose export had the field.

with

export_fields as (

    select * from typed.export_fields
    where field_kind in ('consent', 'category', 'role')

),

held as (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        versions.export_id,
        versions.record_number,
        versions.version_at,
        versions.is_draft
    from history.versions as versions
    inner join export_fields using (export_id)

),

newest_held as (

    select held.*
    from held
    anti join history.superseded_fields
        using (export_id, record_number, field_kind, field_id)

)

select * from newest_held
