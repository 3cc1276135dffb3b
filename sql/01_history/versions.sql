-- Versions of each submission. The version in the export that reaches furthest comes first.
-- One row per submission and export that holds it; key: submission_id, version_rank.
-- Among exports that reach equally far, a completed version comes before a draft, then the order of
-- history.exports decides. In an export that does not mark drafts, no row counts as completed.
-- Neither the order of arrival nor an hour in the row counts. `version_at`: the minute of the last
-- edit, according to the row.

select
    submissions.submission_id,
    submissions.export_id,
    submissions.record_number,
    submissions.is_draft,
    date_trunc(
        'minute',
        coalesce(
            submissions.modified_at, submissions.completed_at, submissions.submitted_at
        )
    ) as version_at,
    exports.export_number,
    row_number() over (
        partition by submissions.submission_id
        order by
            exports.export_place desc,
            (exports.has_draft_marks and not submissions.is_draft) desc,
            exports.export_number desc
    ) as version_rank
from typed.submissions as submissions
inner join history.exports as exports using (export_id)
