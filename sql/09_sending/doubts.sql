-- Contributions that may be another's re-send, as long as nobody decided: the note counts them.
-- One row per contribution; key: submission_id, which is the reference.

with

-- A doubt about one alone would tell that somebody who did not agree is alike.
sent as (

    select contributions.reference as submission_id
    from review.suspicions as undecided
    cross join unnest(undecided.submission_ids) as about (submission_id)
    inner join sending.contributions as contributions using (submission_id)
    where undecided.state != 'applied'
    qualify count(*) over (partition by undecided.subject_id) > 1

)

select distinct submission_id from sent
