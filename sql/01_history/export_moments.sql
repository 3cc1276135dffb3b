-- When each export was made, in the one order that tells which of two is later.
-- One row per accepted export; key: export_id.
-- Its place, then the minute of its last row: only xlsx has seconds. What an export without any time
-- holds (`held_at`) is later than nothing of its place, and what it lacks (`lacked_at`) earlier.

with

moments as (

    select
        export_id,
        export_place,
        date_trunc('minute', exported_at) as exported_minute
    from history.exports

),

export_moments as (

    select
        export_id,
        exported_minute,
        row(export_place, coalesce(exported_minute, '-infinity'::timestamp)) as held_at,
        row(export_place, coalesce(exported_minute, 'infinity'::timestamp)) as lacked_at
    from moments

)

select * from export_moments
