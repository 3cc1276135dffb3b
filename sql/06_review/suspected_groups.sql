-- Sets of submissions that something speaks for looking at, with the reasons.
-- One row per kind of decision and set of submissions; key: both.
-- Two reasons to suspect the same set make one row.

with

groups as (

    select
        'same_answers' as reason,
        *
    from review.same_answers
    union all
    select
        'same_name' as reason,
        *
    from review.same_name
    union all
    select
        'same_text_in_a_row' as reason,
        *
    from review.same_text_in_a_row
    union all
    select
        'same_minute' as reason,
        *
    from review.same_minute
    union all
    select
        'repeated_email' as reason,
        *
    from review.repeated_email
    union all
    select
        'changed_consent' as reason,
        *
    from review.changed_consent

),

sets as (

    select
        case reason when 'changed_consent' then 'consent' else 'same_person' end
            as decision_kind,
        reason,
        list(submission_id order by submission_id) as submission_ids
    from groups
    group by reason, group_key

),

suspected as (

    select
        decision_kind,
        submission_ids,
        list(distinct reason) as reasons
    from sets
    group by decision_kind, submission_ids

)

select * from suspected
