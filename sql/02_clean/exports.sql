-- Exports in the order of their contents.
-- One row per accepted export; key: export_id.
-- An export carries no date: its time is the greatest time in its rows; of two of the same
-- time, the one with more rows says more and comes last.
-- Nothing marks an export as partial either. It is full when a fetch found it whole; else when its
-- rows are in SID order and it holds at least 90 % of the SIDs known at or below its own greatest one
-- and not yet gone; « only new » files come in date order. The threshold leaves room for answers
-- deleted on Framaforms. Of an export without any draft, which may have been asked for so, drafts are
-- not expected.

select
    exports.export_id,
    exports.file_name,
    exports.file_format,
    exports.exported_at,
    exports.export_place,
    exports.export_number,
    exports.record_count,
    (
        select count(*) from typed.submissions as submissions
        where exports.export_id = submissions.export_id
    ) as submission_count,
    (
        select count(*) from typed.submissions as submissions
        where exports.export_id = submissions.export_id and submissions.is_draft
    ) as draft_count,
    (
        select count(*) from typed.rejections as rejections
        where exports.export_id = rejections.export_id
    ) as rejection_count,
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
order by exports.export_number
