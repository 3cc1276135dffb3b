-- Exports, the one that reaches furthest last, and what each of them can tell.
-- One row per accepted export; key: export_id.
-- An export carries no date. The one with the greater SID reaches further; of those alike, the one
-- with the greater time in its rows, by the minute: only xlsx has seconds. `export_place` is the same
-- for those that reach as far. Of these a delimited file says more than an xlsx, which destroys some
-- text, then the one with more of the declared columns; else the digest of the bytes decides.

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
