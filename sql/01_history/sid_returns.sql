-- Exports that lack, within their range, answers that a later export has.
-- One row per such export, with how many; key: export_id.
-- What was deleted does not come back: such an export was not full. Of one without any draft, only
-- what was finished before it is expected.

with

ranges as (

    select
        sid_ranges.export_id,
        sid_ranges.greatest_sid,
        sid_ranges.has_drafts,
        exports.export_number,
        moments.exported_minute,
        moments.lacked_at
    from history.sid_ranges as sid_ranges
    inner join history.exports as exports using (export_id)
    inner join history.export_moments as moments using (export_id)

),

sightings as (

    select
        submissions.sid,
        submissions.completed_at,
        not submissions.is_draft and exports.has_draft_marks as is_finished,
        exports.export_number,
        moments.held_at
    from typed.submissions as submissions
    inner join history.exports as exports using (export_id)
    inner join history.export_moments as moments using (export_id)
    where submissions.sid is not null

),

known as (

    select
        sid,
        max(held_at) as last_held_at,
        min(completed_at) as completed_at,
        min(export_number) filter (where is_finished) as finished_number
    from sightings
    group by sid

),

lacking as (

    select
        ranges.export_id,
        known.sid
    from ranges
    inner join known
        on
            ranges.greatest_sid > known.sid
            and ranges.lacked_at < known.last_held_at
            and (
                ranges.has_drafts
                or ranges.exported_minute > date_trunc('minute', known.completed_at)
                or ranges.export_number > known.finished_number
            )
    anti join history.known_sids as present
        on ranges.export_id = present.export_id and known.sid = present.sid

),

sid_returns as (

    select
        export_id,
        count(*) as returned_count
    from lacking
    group by export_id

)

select * from sid_returns
