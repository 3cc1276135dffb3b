-- What each export lacks for good: known answers that no later export has.
-- One row per export that lacks some, with their SIDs; key: export_id.
-- `inside_sids`: those after its first one.
-- Of an export without any draft, only what was finished before it is expected.

with

exports as (

    select
        exports.export_id,
        exports.export_number,
        moments.exported_minute,
        moments.lacked_at,
        sid_ranges.has_drafts,
        sid_ranges.first_sid,
        coalesce(complete_exports.last_sid, sid_ranges.greatest_sid) as last_sid
    from history.exports as exports
    inner join history.export_moments as moments using (export_id)
    left join history.sid_ranges as sid_ranges using (export_id)
    left join history.complete_exports as complete_exports using (export_id)

),

known as (

    select
        known_sids.sid,
        date_trunc('minute', min(known_sids.completed_at)) as completed_minute,
        max(moments.held_at) as last_held_at,
        min(exports.export_number) filter (
            where not known_sids.is_draft and exports.has_draft_marks
        ) as finished_number
    from history.known_sids as known_sids
    inner join history.exports as exports using (export_id)
    inner join history.export_moments as moments using (export_id)
    group by known_sids.sid

),

sid_losses as (

    select
        exports.export_id,
        list(known.sid) as sids,
        coalesce(
            list(known.sid) filter (where known.sid > exports.first_sid), []
        ) as inside_sids
    from exports
    inner join known
        on
            exports.last_sid >= known.sid
            and exports.lacked_at >= known.last_held_at
            and (
                exports.has_drafts
                or exports.exported_minute > known.completed_minute
                or exports.export_number > known.finished_number
            )
    anti join history.known_sids as present
        on exports.export_id = present.export_id and known.sid = present.sid
    group by exports.export_id

)

select * from sid_losses
