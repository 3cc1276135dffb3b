-- Fields of an older version that a newer one has too.
-- One row per older version and field; key: export_id, record_number, field_kind, field_id.
-- Everything else that an export had stands: a column that was not ticked when exporting never
-- erases an answer. A form with a single export has no row here.

with

versions as (

    select * from history.versions

),

export_fields as (

    select * from typed.export_fields

),

older_versions as (

    select * from versions
    where version_rank > 1

),

fields_of_older_versions as (

    select
        older_versions.submission_id,
        older_versions.export_id,
        older_versions.record_number,
        older_versions.version_rank,
        export_fields.field_kind,
        export_fields.field_id
    from older_versions
    inner join export_fields on older_versions.export_id = export_fields.export_id

),

newest_holders as (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        min(versions.version_rank) as version_rank
    from versions
    inner join export_fields on versions.export_id = export_fields.export_id
    semi join older_versions on versions.submission_id = older_versions.submission_id
    group by all

),

superseded as (

    select
        fields_of_older_versions.export_id,
        fields_of_older_versions.record_number,
        fields_of_older_versions.field_kind,
        fields_of_older_versions.field_id
    from fields_of_older_versions
    inner join newest_holders
        on
            fields_of_older_versions.submission_id = newest_holders.submission_id
            and fields_of_older_versions.field_kind = newest_holders.field_kind
            and fields_of_older_versions.field_id = newest_holders.field_id
            and fields_of_older_versions.version_rank > newest_holders.version_rank

)

select * from superseded
