-- Pairs of versions of a submission that follow each other and may say different things.
-- One row per pair, the older version by rank first; key: submission_id, earlier_export_id,
-- later_export_id.
-- Versions of the same minute, in exports that tell when rows were modified, are the same.

with

versions as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        versions.version_at,
        versions.is_draft,
        exports.file_format,
        exports.has_modification_times
    from history.versions as versions
    inner join history.exports as exports using (export_id)

),

neighbours as (

    select
        *,
        lead(export_id) over older as earlier_export_id,
        lead(record_number) over older as earlier_record_number,
        lead(version_at) over older as earlier_version_at,
        lead(is_draft) over older as earlier_is_draft,
        lead(file_format) over older as earlier_format,
        lead(has_modification_times) over older as earlier_has_modification_times
    from versions
    window older as (partition by submission_id order by version_rank)

)

select
    submission_id,
    earlier_export_id,
    earlier_record_number,
    export_id as later_export_id,
    record_number as later_record_number,
    file_format != earlier_format as is_across_formats
from neighbours
where
    earlier_export_id is not null
    and (
        version_at is distinct from earlier_version_at
        or is_draft != earlier_is_draft
        or not has_modification_times
        or not earlier_has_modification_times
    )
