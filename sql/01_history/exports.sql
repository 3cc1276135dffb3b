-- Exports in the order of their contents, and what each of them can tell.
-- One row per accepted export; key: export_id.
-- Those that are surely later come later. An export carries no date: where nothing is sure, its time
-- is the greatest time in its rows; of two of the same time, the one with more rows, else with more
-- columns, says more and comes last.

with

times as (

    select
        export_id,
        max(greatest(submitted_at, completed_at, modified_at)) as exported_at
    from typed.submissions
    group by export_id

),

exports_with_consent as (

    select export_id from typed.export_fields
    where field_kind = 'consent'

),

field_counts as (

    select
        export_id,
        count(*) as field_count
    from typed.export_fields
    group by export_id

),

absent_option_counts as (

    select
        export_id,
        count(*) as absent_option_count
    from typed.absent_options
    group by export_id

),

described as (

    select
        raw_exports.export_id,
        raw_exports.file_name,
        raw_exports.file_format,
        export_places.export_place,
        times.exported_at,
        row_number() over (
            order by
                export_places.export_place asc,
                times.exported_at asc nulls first,
                raw_exports.record_count asc,
                coalesce(field_counts.field_count, 0) asc,
                coalesce(absent_option_counts.absent_option_count, 0) desc,
                raw_exports.export_id asc
        ) as export_number,
        raw_exports.record_count,
        typed_exports.has_sids,
        typed_exports.has_draft_marks,
        typed_exports.has_modification_times,
        exports_with_consent.export_id is not null as has_consent,
        raw_exports.is_date_order_assumed,
        coalesce(field_counts.field_count, 0) as field_count,
        coalesce(absent_option_counts.absent_option_count, 0) as absent_option_count
    from raw.exports as raw_exports
    inner join typed.exports as typed_exports using (export_id)
    inner join history.export_places as export_places using (export_id)
    left join exports_with_consent using (export_id)
    left join field_counts using (export_id)
    left join absent_option_counts using (export_id)
    left join times using (export_id)

),

latest_marked as (

    select
        *,
        export_number = max(export_number) over () as is_latest
    from described

)

select * from latest_marked
