-- The version that each consent, category and role of a submission is read from.
-- One row per submission and such field that some export had; key: submission_id, field_kind,
-- field_id. It is the newest version whose export had the field.

with

versions as (

    select * from history.versions

),

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
    from versions
    inner join export_fields on versions.export_id = export_fields.export_id

),

newest_held as (

    select held.*
    from held
    anti join history.superseded_fields as superseded_fields
        on
            held.export_id = superseded_fields.export_id
            and held.record_number = superseded_fields.record_number
            and held.field_kind = superseded_fields.field_kind
            and held.field_id = superseded_fields.field_id

)

select * from newest_held
