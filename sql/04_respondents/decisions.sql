-- Decisions of organisers on who is who, and whether each is obeyed.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Obeyed is what is neither contradictory, nor about something that has changed, nor overruled:
-- of two opposite decisions that share two submissions, the later holds, or none of the same time.

with

-- Each submission as it is now. One that is not known any more has no checksum: what was decided of
-- it has changed.
present_fingerprints as (

    select
        decisions.decision_kind,
        decisions.subject_id,
        left(
            sha256(
                string_agg(
                    fingerprints.same_person, ' ' order by about.submission_id
                )
            ),
            16
        ) as fingerprint
    from clean.decisions as decisions
    cross join unnest(decisions.submission_ids) as about (submission_id)
    left join people.fingerprints as fingerprints using (submission_id)
    where decisions.decision_kind = 'same_person'
    group by decisions.decision_kind, decisions.subject_id

),

unchanged as (

    select distinct
        given.decision_kind,
        given.subject_id
    from history.given_decisions as given
    semi join present_fingerprints using (decision_kind, subject_id, fingerprint)
    where given.is_latest

),

compared as (

    select
        decisions.*,
        unchanged.subject_id is null as is_changed
    from clean.decisions as decisions
    left join unchanged using (decision_kind, subject_id)
    where decisions.decision_kind = 'same_person'

),

standing as (

    select
        decision_kind,
        subject_id,
        unnest(submission_ids) as submission_id,
        choice,
        decided_at
    from compared
    where not is_changed and not is_contradictory

),

opposed as (

    select
        standing.decision_kind,
        standing.subject_id,
        others.decided_at > standing.decided_at as is_later
    from standing
    inner join standing as others
        on
            standing.decision_kind = others.decision_kind
            and standing.submission_id = others.submission_id
            and standing.choice != others.choice
            and standing.decided_at <= others.decided_at
    group by
        standing.decision_kind,
        standing.subject_id,
        standing.decided_at,
        others.subject_id,
        others.decided_at
    having count(*) > 1

),

oppositions as (

    select
        decision_kind,
        subject_id,
        bool_or(is_later) as has_later,
        bool_or(not is_later) as has_same_time
    from opposed
    group by decision_kind, subject_id

)

select
    compared.decision_kind,
    compared.subject_id,
    compared.submission_ids,
    compared.choice,
    compared.decided_at,
    compared.initials,
    compared.has_other_choice,
    case
        when compared.is_changed then 'changed'
        when compared.is_contradictory or oppositions.has_same_time
            then 'contradictory'
        when oppositions.has_later then 'overruled'
        else 'applied'
    end as state
from compared
left join oppositions using (decision_kind, subject_id)
