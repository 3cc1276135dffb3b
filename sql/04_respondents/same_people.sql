-- Submissions that an organiser said are the same person's, whether or not they changed since.
-- One row per decision and submission; key: decision_id, submission_id.
-- Once one of them has changed, the decision no longer counts them as one: it must be made again.
-- But somebody who was withdrawn, or refused, does not come back because a comma moved, until it
-- is decided that they are different people.

with

said_same as (

    select
        *,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where choice = 'same' and state in ('applied', 'changed')

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
    having count(*) > 1

)

select
    subject_id as decision_id,
    submission_id
from said_same
where subject_id not in (select taken_back.subject_id from taken_back)
