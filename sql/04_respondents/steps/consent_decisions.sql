-- Decisions on consents, and whether each is obeyed.
-- One row per decision, person and kind that it is about; key: subject_id, person_id,
-- respondent_kind.
-- A decision holds while the statements less public than its choice are those shown when it was
-- made. A decision for the least public consent always holds. Nobody is sent under a consent that
-- they never stated, except for a moved row, whose consent somebody read on the form's site.

with

decisions as (

    select
        decisions.*,
        consents.publicity
    from clean.decisions as decisions
    left join history.consents as consents on decisions.choice = consents.consent
    where decisions.decision_kind = 'consent'

),

decided_of as (

    select distinct
        decisions.subject_id,
        heard.person_id,
        heard.respondent_kind
    from decisions
    cross join unnest(decisions.submission_ids) as about (submission_id)
    inner join respondents_steps.heard as heard using (submission_id)

),

prints as (

    select distinct
        subject_id,
        fingerprint
    from history.given_decisions
    where decision_kind = 'consent' and is_latest

),

judged as (

    select
        decided_of.person_id,
        decided_of.respondent_kind,
        decisions.*,
        decisions.publicity <= said.publicity as is_least,
        (said.is_moved or list_contains(said.consents, decisions.choice))
        and exists (
            select prints.fingerprint from prints
            where
                decisions.subject_id = prints.subject_id
                and substr(prints.fingerprint, 8 * decisions.publicity - 15, 8)
                = substr(said.fingerprint, 8 * decisions.publicity - 15, 8)
        ) as is_unchanged
    from decided_of
    inner join decisions using (subject_id)
    inner join respondents_steps.said_consents as said
        using (person_id, respondent_kind)

)

select
    person_id,
    respondent_kind,
    subject_id,
    choice,
    publicity,
    decided_at,
    initials,
    has_other_choice,
    case
        when is_contradictory then 'contradictory'
        when is_least or is_unchanged then 'applied'
        else 'changed'
    end as state
from judged
