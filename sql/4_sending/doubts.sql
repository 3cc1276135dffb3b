-- Contributions that may be another's re-send, as long as nobody decided.
-- One row per contribution; key: submission_id, which is the reference.

with

undecided as (

    select unnest(submission_ids) as submission_id
    from review.suspicions
    where
        decision_kind = 'same_person'
        and state != 'applied'
        and contains(reasons, 'same_answers')

),

doubts as (

    select distinct contributions.reference as submission_id
    from undecided
    inner join sending.contributions as contributions
        on undecided.submission_id = contributions.submission_id

)

select * from doubts
