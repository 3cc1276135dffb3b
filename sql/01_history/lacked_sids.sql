-- Known answers that each export should hold and lacks.
-- One row per export and SID; key: export_id, sid.
-- SIDs are never reused, and a full export holds every one up to its greatest. An export without
-- drafts says nothing about what was then a draft, nor about what was completed in the very minute of
-- its last row. One that surely holds all the answers of its time (history.complete_exports) also
-- lacks what was known before it above its greatest SID.
-- `is_back`: a later export has it. What was deleted does not come back: the one that lacks it was
-- not full. An export is later by its place, then by the minute of its last row: only xlsx has
-- seconds. One without any time is neither later nor earlier than others of its place.

with

exports as (

    select
        exports.export_id,
        exports.export_number,
        exports.has_draft_marks,
        date_trunc('minute', exports.exported_at) as exported_minute,
        row(
            exports.export_place,
            coalesce(exported_minute, '-infinity'::timestamp)
        ) as held_at,
        row(
            exports.export_place,
            coalesce(exported_minute, 'infinity'::timestamp)
        ) as lacked_at,
        sid_ranges.has_drafts,
        sid_ranges.greatest_sid,
        complete_exports.last_sid
    from history.exports as exports
    left join history.sid_ranges as sid_ranges using (export_id)
    left join history.complete_exports as complete_exports using (export_id)

),

known as (

    select
        known_sids.sid,
        date_trunc('minute', min(known_sids.completed_at)) as completed_minute,
        max(exports.held_at) as last_held_at,
        max(exports.export_number) as last_number,
        min(exports.export_number) filter (
            where not known_sids.is_draft and exports.has_draft_marks
        ) as finished_number
    from history.known_sids as known_sids
    inner join exports using (export_id)
    group by known_sids.sid

)

select
    exports.export_id,
    known.sid,
    exports.lacked_at < known.last_held_at as is_back
from exports
inner join known
    on case
        when exports.last_sid is not null
            then
                exports.last_sid >= known.sid
                or (
                    exports.greatest_sid is not null
                    and exports.export_number > known.last_number
                )
        else
            exports.greatest_sid > known.sid
            and (
                exports.has_drafts
                or exports.exported_minute > known.completed_minute
                or exports.export_number > known.finished_number
            )
    end
anti join history.known_sids as present
    on exports.export_id = present.export_id and known.sid = present.sid
