-- Contributions that may be another's re-send, as long as nobody decided.
-- One row per contribution; key: submission_id, which is the reference.

with

undecided as (

    select
        subject_id,
        unnest(submission_ids) as submission_id
    from review.suspicions
    where
        decision_kind = 'same_person'
        and state != 'applied'
        and contains(reasons, 'same_answers')

),

-- A doubt about one alone would tell that somebody who did not agree answered the same.
sent as (

    select contributions.reference as submission_id
    from undecided
    inner join sending.contributions as contributions using (submission_id)
    qualify count(*) over (partition by undecided.subject_id) > 1

),

doubts as (

    select distinct submission_id from sent

)

select * from doubts
