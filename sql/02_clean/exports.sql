-- Exports in the order of their contents.
-- One row per accepted export; key: export_id.
-- An export carries no date: its time is the greatest time in its rows. The last export reaches
-- furthest.

select
    exports.*,
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
    ) as rejection_count
from history.exports as exports
order by exports.export_number
