-- Every record read became a submission or a rejection: nothing is lost at the door.
-- One row per offending export.

with

outcomes as (

    select
        export_id,
        record_number
    from typed.submissions
    union all
    select
        export_id,
        record_number
    from typed.rejections

),

counted as (

    select
        export_id,
        count(*) as outcome_count,
        count(distinct record_number) as record_count
    from outcomes
    group by export_id

)

select
    exports.export_id,
    exports.record_count,
    counted.outcome_count
from raw.exports as exports
inner join typed.exports as typed_exports on exports.export_id = typed_exports.export_id
left join counted on exports.export_id = counted.export_id
where
    coalesce(counted.outcome_count, 0) != exports.record_count
    or coalesce(counted.record_count, 0) != exports.record_count
