-- Submissions whose consent an edit made more public.
-- One row per submission; key: submission_id.
-- The newest consent holds until somebody decides otherwise.

select
    eligible.submission_id as group_key,
    eligible.submission_id
from respondents.eligible as eligible
inner join clean_steps.widened_consents using (submission_id)
