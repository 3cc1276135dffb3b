-- How far in the SIDs each export goes.
-- One row per export with a SID; key: export_id.
-- To its own greatest one. A file of some answers only may come after others that it leaves out: it
-- goes to the greatest that was sent by the time of its last row, where its clock is that of the other
-- exports. It is such a file when it lacks more of the known SIDs up to its greatest than
-- form.thresholds lets a full export lack.

with

held as (

    select
        export_id,
        max(sid) as greatest_sid,
        count(distinct sid) as sid_count,
        max(told_at) as exported_at
    from history.known_sids
    group by export_id

),

known as (

    select
        sid,
        date_trunc('minute', min(submitted_at)) as submitted_at
    from history.known_sids
    group by sid

),

-- Nobody changes when an answer was sent: where exports say otherwise, a clock does.
clocks as (

    select
        known_sids.export_id,
        coalesce(
            bool_and(
                date_trunc('minute', known_sids.submitted_at) = known.submitted_at
            ),
            true
        ) as is_that_of_others
    from history.known_sids as known_sids
    inner join known using (sid)
    group by known_sids.export_id

),

compared as (

    select
        held.export_id,
        held.greatest_sid,
        held.sid_count,
        count(*) filter (where held.greatest_sid >= known.sid) as known_count,
        max(known.sid) filter (where held.exported_at >= known.submitted_at)
            as greatest_sent_sid
    from held
    cross join known
    group by all

),

reached_sids as (

    select
        compared.export_id,
        case
            when
                clocks.is_that_of_others
                and compared.sid_count
                < thresholds.full_export_share * compared.known_count
                then greatest(compared.greatest_sid, compared.greatest_sent_sid)
            else compared.greatest_sid
        end as reached_sid
    from compared
    inner join clocks using (export_id)
    cross join form.thresholds as thresholds

)

select * from reached_sids
