-- Submissions that may count, before re-sends are linked.
-- One row per submission that no box took; key: submission_id.

select
    submissions.submission_id,
    submissions.sid,
    kinds.respondent_kind,
    submissions.consent,
    submissions.category_id,
    submissions.departement_id,
    coalesce(submissions.completed_at, submissions.submitted_at) as answered_at
from clean.submissions as submissions
inner join respondents.screening as screening using (submission_id)
inner join respondents.kinds as kinds using (submission_id)
where screening.box is null
