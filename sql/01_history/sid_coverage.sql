-- Whether each export holds all the answers of its time, as far as anything tells.
-- One row per accepted export; key: export_id.
-- `passes_for_full`: its rows are in SID order, and it holds the share of the known SIDs, at or below
-- its own greatest one, that form.thresholds asks for; but for those of which an earlier full export
-- has shown that they are gone. What is before its first SID is expected, unless an earlier full
-- export began there or later: an export of the latest answers would lack it too.
-- `is_full`: it is complete, or an organiser said so, or it passes for full and no organiser said that
-- it is partial; and, unless it is complete, no later export has what it lacks.

with recursive

lacked as (

    select
        lacked_sids.export_id,
        list(lacked_sids.sid) filter (where not lacked_sids.is_back) as lost_sids,
        list(lacked_sids.sid) filter (
            where not lacked_sids.is_back and lacked_sids.sid > sid_ranges.first_sid
        ) as lost_inside_sids,
        bool_or(lacked_sids.is_back) as has_come_back
    from history.lacked_sids as lacked_sids
    left join history.sid_ranges as sid_ranges using (export_id)
    group by lacked_sids.export_id

),

described as (

    select
        exports.export_id,
        exports.export_number,
        sid_ranges.first_sid,
        sid_ranges.greatest_sid,
        sid_ranges.sid_count,
        sid_ranges.expected_count,
        coalesce(sid_ranges.is_in_sid_order, false) as is_in_sid_order,
        coalesce(lacked.lost_sids, []) as lost_sids,
        coalesce(lacked.lost_inside_sids, []) as lost_inside_sids,
        complete_exports.export_id is not null as is_complete,
        case
            when complete_exports.export_id is not null then true
            when lacked.has_come_back then false
            else said.extent = 'full'
        end as told_full,
        thresholds.full_export_share
    from history.exports as exports
    cross join form.thresholds as thresholds
    left join history.sid_ranges as sid_ranges using (export_id)
    left join lacked using (export_id)
    left join history.complete_exports as complete_exports using (export_id)
    left join history.given_extents as said using (export_id)

),

-- One export after another: what is gone, and the greatest SID that a full one began with.
judged as (

    select
        0::bigint as export_number,
        false as passes_for_full,
        false as is_full,
        []::bigint[] as gone_sids,
        null::bigint as begun_at
    union all
    select
        export_number,
        passes_for_full,
        is_full,
        case
            when is_full then list_distinct(list_concat(gone_sids, lost_sids))
            else gone_sids
        end as gone_sids,
        case when is_full then greatest(begun_at, first_sid) else begun_at end
            as begun_at
    from (
        select
            *,
            coalesce(told_full, passes_for_full) as is_full
        from (
            select
                described.export_number,
                described.told_full,
                described.first_sid,
                described.lost_sids,
                judged.gone_sids,
                judged.begun_at,
                described.is_in_sid_order
                and described.sid_count >= described.full_export_share * (
                    described.expected_count - len(
                        list_intersect(
                            case
                                when judged.begun_at >= described.first_sid
                                    then described.lost_sids
                                else described.lost_inside_sids
                            end,
                            judged.gone_sids
                        )
                    )
                ) as passes_for_full
            from judged
            inner join described on judged.export_number + 1 = described.export_number
        ) as weighed
    ) as told

)

select
    described.export_id,
    described.greatest_sid,
    described.is_complete,
    coalesce(judged.passes_for_full, false) as passes_for_full,
    coalesce(judged.is_full, false) as is_full
from described
inner join judged using (export_number)
