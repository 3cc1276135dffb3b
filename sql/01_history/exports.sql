-- Exports in the order of their contents, and what each of them can tell.
-- One row per accepted export; key: export_id.
-- Those that are surely later come later. An export carries no date: where nothing is sure, its time
-- is the greatest time in its rows; of two of the same time, the one with more rows, else with more
-- columns, says more and comes last.

with

described as (

    select
        raw_exports.export_id,
        raw_exports.file_name,
        raw_exports.file_format,
        export_places.export_place,
        (
            select
                max(
                    greatest(
                        submissions.submitted_at,
                        submissions.completed_at,
                        submissions.modified_at
                    )
                )
            from typed.submissions as submissions
            where raw_exports.export_id = submissions.export_id
        ) as exported_at,
        raw_exports.record_count,
        typed_exports.has_sids,
        typed_exports.has_draft_marks,
        typed_exports.has_modification_times,
        raw_exports.export_id in (
            select fields.export_id from typed.export_fields as fields
            where fields.field_kind = 'consent'
        ) as has_consent,
        raw_exports.is_date_order_assumed,
        (
            select count(*) from typed.export_fields as fields
            where raw_exports.export_id = fields.export_id
        ) as field_count,
        (
            select count(*) from typed.absent_options as absent_options
            where raw_exports.export_id = absent_options.export_id
        ) as absent_option_count
    from raw.exports as raw_exports
    inner join typed.exports as typed_exports using (export_id)
    inner join history.export_places as export_places using (export_id)

),

numbered as (

    select
        *,
        row_number() over (
            order by
                export_place asc,
                exported_at asc nulls first,
                record_count asc,
                field_count asc,
                absent_option_count desc,
                export_id asc
        ) as export_number
    from described

)

select
    *,
    export_number = max(export_number) over () as is_latest
from numbered
