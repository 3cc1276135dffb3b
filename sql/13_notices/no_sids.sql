-- Exports without SIDs, which nothing brings together with another.
-- One row per file; what `tools` says of a tool that has none is not said again.

select exports.file_name
from clean.exports as exports
inner join raw.exports as raw_exports using (export_id)
where
    not exports.has_sids
    and not list_has_any(raw_exports.notes, ['nextcloud', 'google'])
order by exports.file_name
