-- Submissions that a full export shows to have been deleted on Framaforms.
-- One row per submission and full export that should hold it and does not; key: submission_id,
-- export_id.
-- `is_before_first`: the export begins after it, as one of only the new answers would.

select
    submissions.submission_id,
    lacked_sids.export_id,
    coalesce(submissions.sid < sid_ranges.first_sid, false) as is_before_first
from clean.submissions as submissions
inner join history.lacked_sids as lacked_sids using (sid)
inner join clean.exports as exports using (export_id)
left join history.sid_ranges as sid_ranges using (export_id)
where exports.is_full and not lacked_sids.is_back
