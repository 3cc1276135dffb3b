-- Decisions on who is who and on consents whose submissions are still as they were then.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.

with

subjects as (

    select
        decision_kind,
        subject_id,
        unnest(submission_ids) as submission_id
    from clean.decisions
    where decision_kind in ('same_person', 'consent')

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
    left join people.fingerprints as fingerprints using (submission_id)
    group by subjects.decision_kind, subjects.subject_id

),

unchanged as (

    select distinct
        given.decision_kind,
        given.subject_id
    from history.given_decisions as given
    inner join present_fingerprints using (decision_kind, subject_id, fingerprint)
    where given.is_latest

)

select * from unchanged
