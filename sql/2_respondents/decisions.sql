-- Decisions of organisers on who is who and on consents, and whether each is obeyed.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Obeyed is what is neither contradictory, nor about something that has changed, nor overruled:
-- of two opposite decisions that share two submissions, the later holds, or none of the same time.

with

decisions as (

    select * exclude (question_id) from clean.decisions
    where decision_kind in ('same_person', 'consent')

),

subjects as (

    select
        decision_kind,
        subject_id,
        unnest(submission_ids) as submission_id
    from decisions

),

-- A submission that is not known any more has no checksum: its subject has changed.
present_fingerprints as (

    select
        subjects.decision_kind,
        subjects.subject_id,
        left(
            sha256(
                string_agg(
                    case subjects.decision_kind
                        when 'consent' then fingerprints.consent
                        else fingerprints.same_person
                    end,
                    ' ' order by subjects.submission_id
                )
            ),
            16
        ) as fingerprint
    from subjects
    left join contacts.fingerprints as fingerprints
        on subjects.submission_id = fingerprints.submission_id
    group by subjects.decision_kind, subjects.subject_id

),

given_fingerprints as (

    select
        decisions.decision_kind,
        decisions.subject_id,
        given.fingerprint
    from decisions
    inner join history.given_decisions as given
        on
            decisions.decision_kind = given.decision_kind
            and decisions.subject_id = given.subject_id
    where given.is_latest

),

unchanged as (

    select distinct
        given_fingerprints.decision_kind,
        given_fingerprints.subject_id
    from given_fingerprints
    inner join present_fingerprints
        on
            given_fingerprints.decision_kind = present_fingerprints.decision_kind
            and given_fingerprints.subject_id = present_fingerprints.subject_id
            and given_fingerprints.fingerprint = present_fingerprints.fingerprint

),

compared as (

    select
        decisions.*,
        unchanged.subject_id is null as is_changed
    from decisions
    left join unchanged
        on
            decisions.decision_kind = unchanged.decision_kind
            and decisions.subject_id = unchanged.subject_id

),

standing_subjects as (

    select
        subjects.*,
        compared.choice,
        compared.decided_at
    from subjects
    inner join compared
        on
            subjects.decision_kind = compared.decision_kind
            and subjects.subject_id = compared.subject_id
    where not compared.is_changed and not compared.is_contradictory

),

opposed as (

    select
        standing_subjects.decision_kind,
        standing_subjects.subject_id,
        others.decided_at > standing_subjects.decided_at as is_later
    from standing_subjects
    inner join standing_subjects as others
        on
            standing_subjects.decision_kind = others.decision_kind
            and standing_subjects.submission_id = others.submission_id
            and standing_subjects.choice != others.choice
            and standing_subjects.decided_at <= others.decided_at
    group by
        standing_subjects.decision_kind,
        standing_subjects.subject_id,
        standing_subjects.decided_at,
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

),

judged as (

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
    left join oppositions
        on
            compared.decision_kind = oppositions.decision_kind
            and compared.subject_id = oppositions.subject_id

)

select * from judged
