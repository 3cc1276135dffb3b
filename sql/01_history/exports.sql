-- Exports, the one that reaches furthest last, and what each of them can tell.
-- One row per accepted export; key: export_id.
-- An export carries no date. The export with the greater SID reaches further, then the export with
-- the greater time in its rows, by the minute, as only xlsx has seconds. Exports that reach equally
-- far have the same `export_place`. Among them come last: a delimited file rather than an xlsx,
-- which destroys some text, then the export with more of the declared columns, then the greater
-- digest.

with

read_rows as (

    select
        export_id,
        sid,
        greatest(submitted_at, completed_at, modified_at) as seen_at
    from typed.submissions
    union all by name
    select
        export_id,
        sid
    from typed.rejections

),

described as (

    select
        raw_exports.export_id,
        raw_exports.file_name,
        raw_exports.file_format,
        max(read_rows.sid) as greatest_sid,
        max(read_rows.seen_at) as exported_at,
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
    left join read_rows using (export_id)
    group by all

)

select
    * exclude (field_count, absent_option_count),
    dense_rank() over (
        order by
            greatest_sid asc nulls first,
            date_trunc('minute', exported_at) asc nulls first
    ) as export_place,
    row_number() over by_reach as export_number,
    lead(export_id) over by_reach is null as is_latest
from described
window
    by_reach as (
        order by
            greatest_sid asc nulls first,
            date_trunc('minute', exported_at) asc nulls first,
            file_format = 'xlsx' desc,
            field_count asc,
            absent_option_count desc,
            export_id asc
    )
