-- No contribution is more public than any submission of its respondent.
-- One row per offending pair.
-- Where an organiser decided, the consent is that of the contribution itself.

select
    contributions.submission_id,
    members.submission_id as member_id
from respondents.contributions as contributions
inner join respondents.members as members
    on contributions.submission_id = members.contribution_id
inner join history.consents as shown on contributions.consent = shown.consent
inner join history.consents as agreed on members.consent = agreed.consent
where
    shown.publicity > agreed.publicity
    and not (
        contributions.is_consent_decided
        and contributions.consent in (
            select eligible.consent from respondents.eligible as eligible
            where eligible.submission_id = contributions.submission_id
        )
    )
