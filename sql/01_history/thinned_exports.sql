-- Exports that lack many known answers, as no range that can be asked of Framaforms would.
-- One row per such export; key: export_id.
-- Either it lacks them between its first answer and its last, where a range has them all; or it ends
-- with the last answer of all and holds nothing that no other has; or it holds none at all. What a
-- fetch found to be whole is no question.

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
        case
            when sid_ranges.is_last and not sid_ranges.has_new_sids
                then sid_ranges.expected_count
            else sid_ranges.inside_count
        end - sid_ranges.sid_count as lost_count
    from history.sid_ranges as sid_ranges
    cross join form.thresholds as thresholds
    where
        sid_ranges.is_in_sid_order
        and sid_ranges.sid_count < thresholds.full_export_share * case
            when sid_ranges.is_last and not sid_ranges.has_new_sids
                then sid_ranges.expected_count
            else sid_ranges.inside_count
        end

),

thinned as (

    select * from empty_exports
    union all
    select * from ranges_with_gaps

),

thinned_exports as (

    select thinned.*
    from thinned
    anti join history.checked_fetches using (export_id)

)

select * from thinned_exports
