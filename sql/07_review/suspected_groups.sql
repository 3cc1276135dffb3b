-- Sets of submissions that something speaks for looking at, with the reasons.
-- One row per kind of decision and set of submissions; key: decision_kind, submission_ids.
-- Two reasons to suspect the same set make one row. `weight`: what names, places and numbers say.

with

groups as (

    select * from review.likely_people
    union all by name
    select * from review.same_words
    union all by name
    select * from review.same_minute
    union all by name
    select * from review.shared_email
    union all by name
    select * from review.unsure_consents

),

sets as (

    select
        case
            when ends_with(reason, '_consent') or reason = 'refused_elsewhere'
                then 'consent'
            else 'same_person'
        end as decision_kind,
        reason,
        max(weight) as weight,
        list(submission_id order by submission_id) as submission_ids
    from groups
    group by reason, group_key

),

suspected as (

    select
        decision_kind,
        submission_ids,
        list(distinct reason) as reasons,
        max(weight) as weight
    from sets
    group by decision_kind, submission_ids

)

select * from suspected
