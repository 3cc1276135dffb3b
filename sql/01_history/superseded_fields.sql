-- Fields of an older version that a newer one has too.
-- One row per older version and field; key: export_id, record_number, field_kind, field_id.
-- Everything else that an export had stands: a column that was not ticked when exporting never
-- erases an answer. A form with a single export has no row here.

with

older_versions as (

    select * from history.versions
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
    inner join typed.export_fields as export_fields using (export_id)

),

newest_holders as (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        min(versions.version_rank) as version_rank
    from history.versions as versions
    inner join typed.export_fields as export_fields using (export_id)
    semi join older_versions using (submission_id)
    group by all

)

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
