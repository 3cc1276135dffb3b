-- What organisers are asked to look at, and what they decided before.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- A decision that no present suspicion is about has a row of its own, so that it can be seen and
-- changed.

with

groups as (

    select * from review.same_names
    union all by name
    select * from review.near_names
    union all by name
    select * from review.same_words
    union all by name
    select * from review.shared_email

),

sets as (

    select
        'same_person' as decision_kind,
        reason,
        list(submission_id order by submission_id) as submission_ids
    from groups
    group by reason, group_key

),

-- Two reasons to suspect the same set make one row.
suspected as (

    select
        decision_kind,
        submission_ids,
        list(distinct reason) as reasons
    from sets
    group by decision_kind, submission_ids

),

decided as (

    select
        decision_kind,
        subject_id,
        unnest(submission_ids) as submission_id
    from respondents.decisions

),

suspected_members as (

    select
        decision_kind,
        submission_ids,
        unnest(submission_ids) as submission_id
    from suspected

),

still_suspected as (

    select
        decided.decision_kind,
        decided.subject_id
    from decided
    inner join suspected_members using (decision_kind, submission_id)
    group by
        decided.decision_kind,
        decided.subject_id,
        suspected_members.submission_ids
    having
        count(*) > 1
        or decided.subject_id
        = left(sha256(array_to_string(suspected_members.submission_ids, ' ')), 12)

),

all_subjects as (

    select * from suspected
    union all by name
    select
        decisions.decision_kind,
        decisions.submission_ids,
        ['decided_before'] as reasons
    from respondents.decisions as decisions
    anti join still_suspected using (decision_kind, subject_id)

)

select
    *,
    left(sha256(array_to_string(submission_ids, ' ')), 12) as subject_id
from all_subjects
