-- What the latest export changed in submissions that were known before it, field by field.
-- One row per submission and field; key: submission_id, field_kind, field_id.
-- Where the latest export has the newest version: what this one says otherwise than the one before,
-- consents apart. With a single export there is nothing to compare.

select distinct
    differences.submission_id,
    case
        when differences.field_kind in ('question', 'other') then 'question'
        when differences.field_id in ('category', 'commune', 'postcode') then 'profile'
        else 'contact'
    end as field_kind,
    differences.field_id
from history.differences as differences
inner join history.versions as versions
    on
        differences.later_export_id = versions.export_id
        and differences.later_record_number = versions.record_number
inner join history.exports as exports on versions.export_id = exports.export_id
where
    differences.field_kind != 'consent'
    and exports.is_latest
    and versions.version_rank = 1
