-- Exports that a fetch found to be whole, and when.
-- One row per export; key: export_id.
-- The site counted as many answers before and after. What a fetch noted of another number of answers
-- than the export has, erased ones included, is no proof; nor is an hour that had not come yet when
-- the note was read.

with

counted as (

    select export_id from raw.records
    union all
    select export_id from raw.erased

),

record_counts as (

    select
        export_id,
        count(*) as record_count
    from counted
    group by export_id

),

checked_fetches as (

    select
        fetches.export_id,
        case when fetches.is_ahead is not true then fetches.fetched_at end
            as fetched_at
    from raw.fetches as fetches
    inner join record_counts using (export_id)
    semi join typed.exports using (export_id)
    where fetches.answer_count = record_counts.record_count

)

select * from checked_fetches
