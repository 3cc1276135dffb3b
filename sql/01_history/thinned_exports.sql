-- Exports that lack many known answers, as no range that can be asked of Framaforms would.
-- One row per such export; key: export_id.
-- It lacks them between its first answer and its last, where a range has them all; or it holds none
-- at all. What a fetch found to be whole is no question.

with

known as (

    select count(distinct sid) as sid_count from history.known_sids

),

empty_exports as (

    select
        raw_exports.export_id,
        known.sid_count as lost_count
    from raw.exports as raw_exports
    inner join typed.exports as typed_exports using (export_id)
    cross join known
    anti join raw.erased using (export_id)
    where
        raw_exports.record_count = 0
        and typed_exports.has_sids
        and known.sid_count > 0

),

ranges_with_gaps as (

    select
        sid_ranges.export_id,
        sid_ranges.inside_count - sid_ranges.sid_count as lost_count
    from history.sid_ranges as sid_ranges
    cross join form.thresholds as thresholds
    where
        sid_ranges.is_in_sid_order
        and sid_ranges.sid_count
        < thresholds.full_export_share * sid_ranges.inside_count

),

thinned as (

    select * from empty_exports
    union all
    select * from ranges_with_gaps

)

select thinned.*
from thinned
anti join history.checked_fetches using (export_id)
