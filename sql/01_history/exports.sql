-- Exports, the one that reaches furthest last, and what each of them can tell.
-- One row per accepted export; key: export_id.
-- An export carries no date. The one with the greater SID reaches further; of those alike, the one
-- with the greater time in its rows, by the minute: only xlsx has seconds. `export_place` is the same
-- for those that reach as far. Of these a delimited file says more than an xlsx, which destroys some
-- text, then the one with more of the declared columns; else the digest of the bytes decides.

with

described as (

    select
        raw_exports.export_id,
        raw_exports.file_name,
        raw_exports.file_format,
        (
            select max(known_sids.sid) from history.known_sids as known_sids
            where raw_exports.export_id = known_sids.export_id
        ) as greatest_sid,
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

),

placed as (

    select
        * exclude (field_count, absent_option_count),
        dense_rank() over (
            order by
                greatest_sid asc nulls first,
                date_trunc('minute', exported_at) asc nulls first
        ) as export_place,
        row_number() over (
            order by
                greatest_sid asc nulls first,
                date_trunc('minute', exported_at) asc nulls first,
                file_format = 'xlsx' desc,
                field_count asc,
                absent_option_count desc,
                export_id asc
        ) as export_number
    from described

)

select
    *,
    export_number = max(export_number) over () as is_latest
from placed
