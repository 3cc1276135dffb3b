-- Sets of submissions that organisers are asked to look at, and their earlier decisions.
-- One row per set of submissions; key: subject_id.
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
        reason,
        list(submission_id order by submission_id) as submission_ids
    from groups
    group by reason, group_key

),

-- Two reasons to suspect the same set make one row.
suspected as (

    select
        left(sha256(array_to_string(submission_ids, ' ')), 12) as subject_id,
        submission_ids,
        list(distinct reason) as reasons
    from sets
    group by submission_ids

),

members as (

    select
        subject_id as suspected_id,
        unnest(submission_ids) as submission_id
    from suspected

),

still_suspected as (

    select decided.subject_id
    from respondents.decisions as decided
    cross join unnest(decided.submission_ids) as about (submission_id)
    inner join members on about.submission_id = members.submission_id
    group by decided.subject_id, members.suspected_id
    having count(*) > 1 or decided.subject_id = members.suspected_id

)

select * from suspected
union all by name
select
    decisions.subject_id,
    decisions.submission_ids,
    ['decided_before'] as reasons
from respondents.decisions as decisions
anti join still_suspected using (subject_id)
