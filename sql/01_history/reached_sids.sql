-- How far in the SIDs each export goes.
-- One row per export with a SID; key: export_id.
-- To its own greatest one. A file of some answers only may come after others that it leaves out: it
-- goes to the greatest that was sent by the time of its last row, where its clock is that of the other
-- exports. It is such a file when it lacks more of the known SIDs up to its greatest than
-- form.thresholds lets a full export lack.

with

sent as (

    select
        sid,
        date_trunc('minute', min(submitted_at)) as submitted_at
    from history.known_sids
    group by sid

),

-- Nobody changes when an answer was sent: where exports say otherwise, a clock does.
with_another_clock as (

    select distinct known_sids.export_id
    from history.known_sids as known_sids
    inner join sent using (sid)
    where date_trunc('minute', known_sids.submitted_at) != sent.submitted_at

),

of_some_answers as (

    select
        sid_ranges.export_id,
        sid_ranges.ended_at
    from history.sid_ranges as sid_ranges
    cross join form.thresholds as thresholds
    anti join with_another_clock using (export_id)
    where
        sid_ranges.sid_count
        < thresholds.full_export_share * sid_ranges.expected_count

),

left_out as (

    select
        of_some_answers.export_id,
        max(sent.sid) as sid
    from of_some_answers
    inner join sent on of_some_answers.ended_at >= sent.submitted_at
    group by of_some_answers.export_id

)

select
    sid_ranges.export_id,
    greatest(sid_ranges.greatest_sid, left_out.sid) as reached_sid
from history.sid_ranges as sid_ranges
left join left_out using (export_id)
