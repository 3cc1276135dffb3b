-- Contributions that may be another's re-send, as long as nobody decided.
-- One row per contribution; key: submission_id, which is the reference. `is_probable`: with the same
-- answers to everything; the index marks these, the note counts all.

with

-- A doubt about one alone would tell that somebody who did not agree answered the same.
sent as (

    select
        contributions.reference as submission_id,
        contains(undecided.reasons, 'same_answers') as is_probable
    from review.suspicions as undecided
    cross join unnest(undecided.submission_ids) as about (submission_id)
    inner join sending.contributions as contributions using (submission_id)
    where undecided.decision_kind = 'same_person' and undecided.state != 'applied'
    qualify count(*) over (partition by undecided.subject_id) > 1

)

select
    submission_id,
    bool_or(is_probable) as is_probable
from sent
group by submission_id
