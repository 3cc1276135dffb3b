-- Exports in the order of their contents.
-- One row per accepted export; key: export_id.
-- An export carries no date: its time is the greatest time in its rows. The last export reaches
-- furthest.

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
    exports.greatest_sid,
    exports.is_latest
from history.exports as exports
order by exports.export_number
