-- Submissions that organisers decided about, with what they decided.
-- One row per kind of decision, set of submissions and submission of it; key: decision_kind,
-- subject_id, submission_id.

select
    decision_kind,
    subject_id,
    unnest(submission_ids) as submission_id,
    choice,
    state,
    decided_at
from respondents.decisions
