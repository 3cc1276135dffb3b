-- Which exports were surely made before one that holds all the answers of its time.
-- One row per pair; key: export_id, complete_export_id.
-- They have an answer that it lacks up to its last SID: SIDs are never reused, and what was deleted
-- does not come back. Else only an hour tells: that of a fetch against another's; or that of their
-- rows, a day before its fetch, where they have an answer above its last one, which was deleted
-- since. Clocks and time zones differ by less than a day, and an answer tells more than an hour.

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

earlier_exports as (

    select * from by_answers
    union
    select * from by_hours

)

select * from earlier_exports
