-- Exports that passed for full, and lack what a later export has.
-- One row per file, with the number of such answers: nothing vanishes by it.

select
    exports.file_name,
    count(*) as answer_count
from history.lacked_sids as lacked_sids
inner join history.sid_coverage as sid_coverage using (export_id)
inner join history.exports as exports using (export_id)
where sid_coverage.passes_for_full and lacked_sids.is_back
group by exports.file_name
order by exports.file_name
