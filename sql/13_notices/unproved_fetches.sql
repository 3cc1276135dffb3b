-- Exports that a fetch found to be whole, with another number of answers than they have.
-- One row per file.

select
    exports.file_name,
    fetches.answer_count,
    exports.record_count
from raw.fetches as fetches
inner join clean.exports as exports using (export_id)
anti join history.checked_fetches using (export_id)
order by exports.file_name
