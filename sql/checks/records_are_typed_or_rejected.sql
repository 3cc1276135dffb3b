-- Every record read became a version, was rejected or was erased.
-- One row per offending export: nothing is lost at the door.

with

outcomes as (

    select
        versions.export_id,
        versions.record_number
    from history.versions as versions
    union all
    select
        export_id,
        record_number
    from typed.rejections
    union all
    select
        export_id,
        record_number
    from raw.erased

),

counted as (

    select
        export_id,
        count(*) as outcome_count,
        count(distinct record_number) as record_count
    from outcomes
    group by export_id

),

records as (

    select export_id from raw.records
    union all
    select export_id from raw.erased

),

stored as (

    select
        export_id,
        count(*) as record_count
    from records
    group by export_id

)

select
    exports.export_id,
    exports.record_count,
    counted.outcome_count
from raw.exports as exports
inner join typed.exports as typed_exports using (export_id)
left join stored using (export_id)
left join counted using (export_id)
where
    coalesce(counted.outcome_count, 0) != exports.record_count
    or coalesce(counted.record_count, 0) != exports.record_count
    or coalesce(stored.record_count, 0) != exports.record_count
