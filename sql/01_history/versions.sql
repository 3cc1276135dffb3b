-- Versions of each submission, that of the export that reaches furthest first.
-- One row per submission and export that holds it; key: submission_id, version_rank.
-- Between exports that reach as far, a completed version comes before a draft, then the exports are
-- taken in their own order (history.exports). An export that does not mark drafts says of none of its
-- rows that it was completed. Neither the order of arrival nor an hour in the row counts.
-- `version_at`: when the version was last edited, as its row tells it, by the minute.

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
    exports.export_place,
    row_number() over (
        partition by submissions.submission_id
        order by
            exports.export_place desc,
            (exports.has_draft_marks and not submissions.is_draft) desc,
            exports.export_number desc
    ) as version_rank
from typed.submissions as submissions
inner join history.exports as exports using (export_id)
