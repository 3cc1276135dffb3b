-- The state of each submission, to be compared with an earlier one.
-- One row per submission or rejection; key: submission_id.

select
    flow.submission_id,
    flow.box,
    coalesce(contributions.consent, submissions.consent) as consent
from respondents.flow as flow
left join clean.submissions as submissions using (submission_id)
left join respondents.contributions as contributions using (submission_id)
