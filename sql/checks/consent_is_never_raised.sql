-- No contribution is more public than any statement of its respondent, until a decision.
-- One row per offending pair.
-- A decision may only choose a consent that the respondent stated.

with

speaking as (

    select distinct
        members.contribution_id,
        kinds.respondent_kind,
        persons.person_id
    from respondents.members as members
    inner join respondents.kinds as kinds using (submission_id)
    inner join respondents_steps.persons as persons using (submission_id)

),

said as (

    select distinct
        speaking.contribution_id,
        statements.submission_id,
        statements.consent,
        statements.publicity
    from speaking
    inner join respondents_steps.persons as persons using (person_id)
    inner join respondents.kinds as kinds
        on persons.submission_id = kinds.submission_id
    inner join history.statements as statements
        on persons.submission_id = statements.submission_id
    where
        speaking.respondent_kind = kinds.respondent_kind
        or not statements.is_sendable
    union
    select
        speaking.contribution_id,
        former.submission_id,
        former.consent,
        former.publicity
    from speaking
    inner join respondents_steps.former_statements as former
        using (person_id, respondent_kind)

)

select
    contributions.submission_id,
    said.submission_id as said_submission_id
from respondents.contributions as contributions
inner join history.consents as shown on contributions.consent = shown.consent
left join said on contributions.submission_id = said.contribution_id
where
    shown.is_sendable
    and (
        said.consent is null
        or (
            shown.publicity > said.publicity
            and not (
                contributions.is_consent_decided
                and contributions.consent in (
                    select heard.consent from said as heard
                    where heard.contribution_id = said.contribution_id
                )
            )
        )
    )
