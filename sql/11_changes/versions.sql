-- The newest version of each submission, where the latest export has it, and the one before.
-- One row per version; key: submission_id, export_id.
-- Versions of the same minute are equal, if their exports have the time of modification: they are
-- left out.

with

versions as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_at,
        versions.is_draft,
        versions.version_rank = 1 as is_newest,
        exports.is_latest,
        exports.file_format,
        exports.has_modification_times
    from history.versions as versions
    inner join history.exports as exports using (export_id)
    where versions.version_rank <= 2

)

select
    version.submission_id,
    version.export_id,
    version.record_number,
    other.export_id as other_export_id,
    version.file_format != other.file_format as is_across_formats
from versions as version
inner join versions as other
    on
        version.submission_id = other.submission_id
        and version.is_newest != other.is_newest
where
    if(version.is_newest, version.is_latest, other.is_latest)
    and (
        version.version_at is distinct from other.version_at
        or version.is_draft != other.is_draft
        or not version.has_modification_times
        or not other.has_modification_times
    )
