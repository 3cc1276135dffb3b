-- Which exports are later than which, whatever hours they show.
-- One row per accepted export; key: export_id.
-- An export shows the present: one that has an SID above all of a full one's was made later. Clocks,
-- winter time and the time zone of the account that exports change hours, never SIDs. One that holds
-- all the answers of its time has seen every SID that came before it, deleted ones included. Between
-- exports of one place, nothing is sure; nor is a greater place than that of an export of some
-- answers only, which may leave out any that were there.

with

seen_before as (

    select
        earlier_exports.complete_export_id as export_id,
        max(reached_sids.reached_sid) as reached_sid
    from history.earlier_exports as earlier_exports
    inner join history.reached_sids as reached_sids using (export_id)
    group by earlier_exports.complete_export_id

),

-- How many exports that hold all the answers of their time it surely comes before.
still_to_come as (

    select
        export_id,
        count(*) as complete_count
    from history.earlier_exports
    group by export_id

),

export_places as (

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

)

select * from export_places
