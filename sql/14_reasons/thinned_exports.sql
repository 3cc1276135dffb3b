-- Exports that lost many known answers, where nobody said whether these are deleted.
-- One row per export.

select
    exports.export_id,
    exports.file_name,
    thinned_exports.lost_count
from history.thinned_exports as thinned_exports
inner join clean.exports as exports using (export_id)
anti join history.given_extents using (export_id)
where not exports.is_full
order by exports.export_number
