-- Exports in which nothing tells drafts apart.
-- One row per file; not of a tool that has no drafts.

select exports.file_name
from clean.exports as exports
inner join raw.exports as raw_exports using (export_id)
where
    not exports.has_draft_marks
    and not list_has_any(raw_exports.notes, ['nextcloud', 'google'])
order by exports.file_name
