-- Which exports are later than which, whatever hours they show.
-- One row per accepted export; key: export_id.
-- An export shows the present: one that has an SID above all of a full one's was made later. Clocks,
-- winter time and the time zone of the account that exports change hours, never SIDs. One that holds
-- all the answers of its time has seen every SID that came before it, deleted ones included. Before
-- it are those that have an answer that it lacks up to its last SID: SIDs are never reused, and what
-- was deleted does not come back. Else only an hour tells: that of a fetch against another's; or that
-- of their rows, a day before its fetch, where they have an answer above its last one, which was
-- deleted since. Clocks and time zones differ by less than a day, and an answer tells more than an
-- hour. Between exports of one place, nothing is sure; nor is a greater place than that of an export
-- of some answers only, which may leave out any that were there.

with

complete as (

    select
        export_id as complete_export_id,
        fetched_at,
        last_sid
    from history.complete_exports

),

known as (

    select distinct sid from history.known_sids

),

lacking as (

    select
        complete.complete_export_id,
        known.sid
    from complete
    inner join known on complete.last_sid >= known.sid
    anti join history.known_sids as present
        on complete.complete_export_id = present.export_id and known.sid = present.sid

),

by_answers as (

    select distinct
        known_sids.export_id,
        lacking.complete_export_id
    from lacking
    inner join history.known_sids as known_sids using (sid)

),

by_hours as (

    select
        sid_ranges.export_id,
        complete.complete_export_id
    from history.sid_ranges as sid_ranges
    left join history.checked_fetches as checked_fetches using (export_id)
    inner join complete
        on
            sid_ranges.export_id != complete.complete_export_id
            and case
                when sid_ranges.greatest_sid > complete.last_sid
                    then sid_ranges.ended_at + interval 1 day
                else checked_fetches.fetched_at
            end < complete.fetched_at
    anti join by_answers as reverse
        on
            sid_ranges.export_id = reverse.complete_export_id
            and complete.complete_export_id = reverse.export_id

),

earlier as (

    select * from by_answers
    union
    select * from by_hours

),

seen_before as (

    select
        earlier.complete_export_id as export_id,
        max(reached_sids.reached_sid) as reached_sid
    from earlier
    inner join history.reached_sids as reached_sids using (export_id)
    group by earlier.complete_export_id

),

-- How many exports that hold all the answers of their time it surely comes before.
still_to_come as (

    select
        export_id,
        count(*) as complete_count
    from earlier
    group by export_id

)

select
    exports.export_id,
    dense_rank() over (
        order by
            greatest(
                reached_sids.reached_sid, seen_before.reached_sid
            ) asc nulls first,
            coalesce(still_to_come.complete_count, 0) desc
    ) as export_place
from raw.exports as exports
left join history.reached_sids as reached_sids using (export_id)
left join seen_before using (export_id)
left join still_to_come using (export_id)
