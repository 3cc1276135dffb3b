-- Which exports are surely later than which, whatever hours they show.
-- One row per accepted export; key: export_id.
-- An export shows the present: one that has an SID above all of another's was made later. Clocks,
-- winter time and the time zone of the account that exports change hours, never SIDs. A greater
-- place is surely later; between exports of one place, nothing is sure.

select
    exports.export_id,
    dense_rank() over (order by reached_sids.reached_sid asc nulls first)
        as export_place
from raw.exports as exports
left join history.reached_sids as reached_sids using (export_id)
