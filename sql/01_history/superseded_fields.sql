-- Fields of an older version that a newer version has too.
-- One row per older version and field; key: export_id, record_number, field_kind, field_id.
-- All other fields of the older version still count: a column left out when exporting erases no
-- answer. A form with a single export has no row here.

with

newest_holders as (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        min(versions.version_rank) as version_rank
    from history.versions as versions
    inner join typed.export_fields as export_fields using (export_id)
    where
        versions.submission_id in (
            select older.submission_id from history.versions as older
            where older.version_rank > 1
        )
    group by all

)

select
    versions.export_id,
    versions.record_number,
    newest_holders.field_kind,
    newest_holders.field_id
from history.versions as versions
inner join typed.export_fields as export_fields using (export_id)
inner join newest_holders
    on
        versions.submission_id = newest_holders.submission_id
        and versions.version_rank > newest_holders.version_rank
        and export_fields.field_kind = newest_holders.field_kind
        and export_fields.field_id = newest_holders.field_id
