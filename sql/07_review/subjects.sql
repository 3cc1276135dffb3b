-- What organisers are asked to look at, and what they decided before.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- A decision that no present suspicion is about has a row of its own, so that it can be seen and
-- changed.

with

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
    from review.suspected_groups

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

decided_before as (

    select
        decisions.decision_kind,
        decisions.submission_ids,
        ['decided_before'] as reasons,
        null::double as weight
    from respondents.decisions as decisions
    anti join still_suspected using (decision_kind, subject_id)

),

all_subjects as (

    select
        decision_kind,
        submission_ids,
        reasons,
        weight
    from review.suspected_groups
    union all
    select * from decided_before

),

subjects as (

    select
        decision_kind,
        left(sha256(array_to_string(submission_ids, ' ')), 12) as subject_id,
        submission_ids,
        reasons,
        weight
    from all_subjects

)

select * from subjects
