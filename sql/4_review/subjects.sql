-- What organisers are asked to look at, and what they decided before.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Two reasons to suspect the same set make one row. A decision that no present suspicion is about
-- has a row of its own, so that it can be seen and changed.

with

groups as (

    select
        'same_person' as decision_kind,
        'same_answers' as reason,
        *
    from review.same_answers
    union all
    select
        'same_person' as decision_kind,
        'same_name' as reason,
        *
    from review.same_name
    union all
    select
        'same_person' as decision_kind,
        'same_text_in_a_row' as reason,
        *
    from review.same_text_in_a_row
    union all
    select
        'same_person' as decision_kind,
        'same_minute' as reason,
        *
    from review.same_minute
    union all
    select
        'same_person' as decision_kind,
        'repeated_email' as reason,
        *
    from review.repeated_email
    union all
    select
        'consent' as decision_kind,
        'changed_consent' as reason,
        *
    from review.changed_consent

),

suspected_groups as (

    select
        decision_kind,
        reason,
        list(submission_id order by submission_id) as submission_ids
    from groups
    group by decision_kind, reason, group_key

),

suspected as (

    select
        suspected_groups.decision_kind,
        suspected_groups.submission_ids,
        list(distinct suspected_groups.reason) as reasons
    from suspected_groups
    group by suspected_groups.decision_kind, suspected_groups.submission_ids

),

suspected_members as (

    select
        decision_kind,
        submission_ids,
        unnest(submission_ids) as submission_id
    from suspected

),

decided_members as (

    select
        decision_kind,
        subject_id,
        unnest(submission_ids) as submission_id
    from respondents.decisions

),

still_suspected as (

    select
        decided_members.decision_kind,
        decided_members.subject_id
    from decided_members
    inner join suspected_members
        on
            decided_members.decision_kind = suspected_members.decision_kind
            and decided_members.submission_id = suspected_members.submission_id
    group by
        decided_members.decision_kind,
        decided_members.subject_id,
        suspected_members.submission_ids
    having count(*) > 1

),

decided_before as (

    select
        decisions.decision_kind,
        decisions.submission_ids,
        ['decided_before'] as reasons
    from respondents.decisions as decisions
    anti join still_suspected
        on
            decisions.decision_kind = still_suspected.decision_kind
            and decisions.subject_id = still_suspected.subject_id

),

all_subjects as (

    select * from suspected
    union all
    select * from decided_before

),

subjects as (

    select
        decision_kind,
        left(sha256(array_to_string(submission_ids, ' ')), 12) as subject_id,
        submission_ids,
        reasons
    from all_subjects

)

select * from subjects
