-- Which exports were surely made before one that holds all the answers of its time.
-- One row per pair; key: export_id, complete_export_id.
-- They have an answer that it lacks up to its last SID: SIDs are never reused, and what was deleted
-- does not come back. Or they are of an hour before its fetch: of a day before it where only their
-- rows tell, for clocks and time zones differ.

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

moments as (

    select
        known_sids.export_id,
        coalesce(
            any_value(checked_fetches.fetched_at),
            max(known_sids.told_at) + interval 1 day
        ) as made_before
    from history.known_sids as known_sids
    left join history.checked_fetches as checked_fetches using (export_id)
    group by known_sids.export_id

),

by_hours as (

    select
        moments.export_id,
        complete.complete_export_id
    from moments
    inner join complete
        on
            moments.export_id != complete.complete_export_id
            and moments.made_before < complete.fetched_at
    anti join by_answers as reverse
        on
            moments.export_id = reverse.complete_export_id
            and complete.complete_export_id = reverse.export_id

),

earlier_exports as (

    select * from by_answers
    union
    select * from by_hours

)

select * from earlier_exports
