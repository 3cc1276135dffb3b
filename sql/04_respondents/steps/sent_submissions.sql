-- Submissions of contributions that are sent, and how public each is by it.
-- One row per submission; key: submission_id.

select
    members.submission_id,
    members.contribution_id,
    contributions.consent,
    consents.publicity
from respondents.members as members
inner join respondents.contributions as contributions
    on members.contribution_id = contributions.submission_id
inner join history.consents as consents on contributions.consent = consents.consent
where contributions.is_sendable
