-- Contributions: what counts for one respondent.
-- One row per respondent; keys: submission_id, respondent_id.
-- An unverified e-mail must not raise publicity: the consent is the least public of the
-- respondent's linked submissions, unless an organiser decided to keep the latest one. Such a
-- decision holds while it is about all of them. What somebody sends after the closing date does
-- not count, but a consent that they take back then is taken back. Nor is one widened because a
-- submission changed, and those decided to be one person's are counted apart until it is decided
-- again.

with

sizes as (

    select
        contribution_id,
        any_value(respondent_id) as respondent_id,
        count(*) as submission_count
    from respondents.members
    group by contribution_id

),

covering_decisions as (

    select sizes.contribution_id
    from respondents.decisions as decisions
    cross join unnest(decisions.submission_ids) as decided (submission_id)
    inner join respondents.members using (submission_id)
    inner join sizes using (contribution_id)
    where
        decisions.decision_kind = 'consent'
        and decisions.choice = 'latest'
        and decisions.state = 'applied'
    group by
        decisions.subject_id,
        sizes.contribution_id,
        sizes.submission_count
    having count(*) = sizes.submission_count

),

decided_consents as (

    select distinct contribution_id from covering_decisions

),

retained as (

    select
        eligible.submission_id,
        sizes.respondent_id,
        eligible.respondent_kind,
        case
            when decided_consents.contribution_id is not null then eligible.consent
            else least_public_consents.consent
        end as consent,
        decided_consents.contribution_id is not null as is_consent_decided,
        eligible.category_id,
        eligible.departement_id,
        sizes.submission_count,
        eligible.answered_at
    from respondents.eligible as eligible
    inner join sizes on eligible.submission_id = sizes.contribution_id
    inner join respondents_steps.least_public_consents as least_public_consents
        on eligible.submission_id = least_public_consents.contribution_id
    left join decided_consents
        on eligible.submission_id = decided_consents.contribution_id

),

taken_back as (

    select
        retained.* replace (
            case
                when consents.is_sendable
                    then coalesce(late_consents.consent, retained.consent)
                else retained.consent
            end as consent
        )
    from retained
    inner join history.consents as consents using (consent)
    left join respondents.late_consents as late_consents
        on retained.submission_id = late_consents.contribution_id

)

select
    taken_back.submission_id,
    taken_back.respondent_id,
    taken_back.respondent_kind,
    taken_back.consent,
    consents.is_sendable,
    taken_back.is_consent_decided,
    taken_back.category_id,
    taken_back.departement_id,
    taken_back.submission_count,
    taken_back.answered_at
from taken_back
inner join history.consents as consents using (consent)
