-- Exports in the order of their contents.
-- One row per accepted export; key: export_id.
-- An export carries no date: its time is the greatest time in its rows; of two of the same
-- time, the one with more rows says more and comes last.
-- Nothing marks an export as partial either. It is full when a fetch found it whole; else when its
-- rows are in SID order and it holds at least 90 % of the SIDs known at or below its own greatest one
-- and not yet gone; « only new » files come in date order. The threshold leaves room for answers
-- deleted on Framaforms. Of an export without any draft, which may have been asked for so, drafts are
-- not expected.

with

submissions as (

    select
        export_id,
        count(*) as submission_count,
        count(*) filter (where is_draft) as draft_count
    from typed.submissions
    group by export_id

),

rejections as (

    select
        export_id,
        count(*) as rejection_count
    from typed.rejections
    group by export_id

),

exports as (

    select
        exports.export_id,
        exports.file_name,
        exports.file_format,
        exports.exported_at,
        exports.export_place,
        exports.export_number,
        exports.record_count,
        coalesce(submissions.submission_count, 0) as submission_count,
        coalesce(submissions.draft_count, 0) as draft_count,
        coalesce(rejections.rejection_count, 0) as rejection_count,
        exports.has_sids,
        exports.has_draft_marks,
        exports.has_modification_times,
        exports.has_consent,
        exports.is_date_order_assumed,
        sid_coverage.greatest_sid,
        sid_coverage.is_full,
        exports.is_latest
    from history.exports as exports
    inner join history.sid_coverage as sid_coverage using (export_id)
    left join submissions using (export_id)
    left join rejections using (export_id)

)

select * from exports
order by export_number
