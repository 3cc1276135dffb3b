-- Decisions of organisers on who is who, and whether each is obeyed.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- A decision is obeyed if it is neither contradictory nor overruled, and its subject is unchanged.
-- Of two opposite decisions on the same two submissions the later holds, of one moment none.

with

-- What is not known any more has no checksum: what was decided of it has changed.
unchanged as (

    select decisions.subject_id
    from clean.decisions as decisions
    cross join unnest(decisions.submission_ids) as about (submission_id)
    left join people.fingerprints as fingerprints using (submission_id)
    where decisions.decision_kind = 'same_person'
    group by decisions.subject_id
    having
        left(
            sha256(
                string_agg(fingerprints.same_person, ' ' order by about.submission_id)
            ),
            16
        ) in (
            select given.fingerprint from history.given_decisions as given
            where
                given.decision_kind = 'same_person'
                and given.is_latest
                and given.subject_id = decisions.subject_id
        )

),

standing as (

    select
        subject_id,
        choice,
        decided_at,
        unnest(submission_ids) as submission_id
    from clean.decisions
    where
        decision_kind = 'same_person'
        and not is_contradictory
        and subject_id in (select unchanged.subject_id from unchanged)

),

opposed as (

    select
        standing.subject_id,
        others.subject_id as other_id,
        others.decided_at > standing.decided_at as is_later
    from standing
    inner join standing as others
        on
            standing.submission_id = others.submission_id
            and standing.choice != others.choice
            and standing.decided_at <= others.decided_at
    group by all
    having count(*) > 1

)

select
    * exclude (question_id, is_contradictory),
    case
        when subject_id not in (select unchanged.subject_id from unchanged)
            then 'changed'
        when
            is_contradictory
            or (subject_id, false) in (
                select (opposed.subject_id, opposed.is_later) from opposed
            )
            then 'contradictory'
        when subject_id in (select opposed.subject_id from opposed) then 'overruled'
        else 'applied'
    end as state
from clean.decisions
where decision_kind = 'same_person'
