-- The version that each field of a submission is read from.
-- One row per submission and field that some export had; key: submission_id, field_kind, field_id.
-- It is the newest version whose export had every column of the field: a column that was not
-- ticked when exporting never erases an answer.

with

versions as (

    select * from history.versions

),

export_fields as (

    select * from typed.export_fields

),

newest_versions as (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        min(versions.version_rank) as version_rank
    from versions
    inner join export_fields on versions.export_id = export_fields.export_id
    group by all

),

located as (

    select
        newest_versions.submission_id,
        newest_versions.field_kind,
        newest_versions.field_id,
        newest_versions.version_rank,
        versions.export_id,
        versions.record_number,
        versions.version_at,
        versions.is_draft
    from newest_versions
    inner join versions
        on
            newest_versions.submission_id = versions.submission_id
            and newest_versions.version_rank = versions.version_rank

)

select * from located
