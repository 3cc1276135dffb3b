-- Submissions that an organiser said are the same person's, whether or not they changed since.
-- One row per decision and submission; key: decision_id, submission_id.
-- Once one of the submissions has changed, or a later decision parts two of them, the decision no
-- longer makes them one respondent. But a withdrawal or a refused consent still holds for all of
-- them, until a decision calls all of them different people: neither a comma that moved, nor a word
-- about some of them, nor a word of the same day that contradicts the decision, may bring anybody
-- back.

with

said_same as (

    select
        *,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where
        choice = 'same'
        or (
            state = 'contradictory'
            and subject_id in (
                select given.subject_id from history.given_decisions as given
                where
                    given.decision_kind = 'same_person'
                    and given.choice = 'same'
                    and given.is_latest
            )
        )

),

said_different as (

    select
        *,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where choice = 'different' and state = 'applied'

),

taken_back as (

    select said_same.subject_id
    from said_same
    inner join said_different
        on
            said_same.submission_id = said_different.submission_id
            and said_same.decided_at <= said_different.decided_at
    group by said_same.subject_id, said_different.subject_id
    having count(*) = max(len(said_same.submission_ids))

)

select
    subject_id as decision_id,
    submission_id
from said_same
where subject_id not in (select taken_back.subject_id from taken_back)
