-- Exports that passed for full, and lack what a later export has.
-- One row per file, with the number of such answers: nothing vanishes by it.

select
    exports.file_name,
    sid_returns.returned_count as answer_count
from history.sid_returns as sid_returns
inner join history.sid_coverage as sid_coverage using (export_id)
inner join history.exports as exports using (export_id)
where sid_coverage.passes_for_full
order by exports.file_name
