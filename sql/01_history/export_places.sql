-- Which exports are surely later than which, whatever hours they show.
-- One row per accepted export; key: export_id.
-- An export shows the present: one that has an SID above all of another's was made later. Clocks,
-- winter time and the time zone of the account that exports change hours, never SIDs. A greater
-- place is surely later; between exports of one place, nothing is sure.

with

sids as (

    select
        export_id,
        sid
    from typed.submissions
    union all
    select
        export_id,
        sid
    from typed.rejections

),

greatest_sids as (

    select
        export_id,
        max(sid) as greatest_sid
    from sids
    group by export_id

),

export_places as (

    select
        exports.export_id,
        dense_rank() over (order by greatest_sids.greatest_sid asc nulls first)
            as export_place
    from raw.exports as exports
    left join greatest_sids using (export_id)

)

select * from export_places
