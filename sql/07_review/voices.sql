-- Voices, before any decision: re-sends with the same e-mail are one voice.
-- One row per e-mail of a kind, or submission without one: its latest; key: submission_id.
-- Suspicions are found among voices, so that a decision does not make its own row disappear. A
-- missing name or place is null, which equals no other. `place`: the postcode, else the commune.

select
    eligible.submission_id,
    eligible.respondent_kind,
    names.folded_name,
    submissions.postcode,
    coalesce(submissions.postcode, nullif(folded(submissions.commune), '')) as place
from respondents.eligible as eligible
inner join clean.submissions as submissions using (submission_id)
left join respondents_steps.email_groups as email_groups using (submission_id)
left join review.names as names using (submission_id)
where
    email_groups.submission_id is null
    or email_groups.email_group_id = email_groups.submission_id
