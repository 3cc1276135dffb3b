-- Sets of submissions that something speaks for looking at, with the reasons.
-- One row per kind of decision and set of submissions; key: decision_kind, submission_ids.
-- Two reasons to suspect the same set make one row. `weight`: what names, places and numbers say.

with

groups as (

    select
        reason,
        group_key,
        submission_id,
        weight
    from review.likely_people
    union all by name
    select
        'same_answers' as reason,
        *
    from review.same_answers
    union all by name
    select
        'same_text_in_a_row' as reason,
        *
    from review.same_text_in_a_row
    union all by name
    select
        'same_minute' as reason,
        *
    from review.same_minute
    union all by name
    select
        'repeated_email' as reason,
        *
    from review.repeated_email
    union all by name
    select
        'shared_email' as reason,
        *
    from review.shared_email
    union all by name
    select
        'same_name_and_words' as reason,
        *
    from review.same_name_and_words
    union all by name
    select
        'changed_consent' as reason,
        *
    from review.changed_consent
    union all by name
    -- The least public holds until somebody decides.
    select
        'uncertain_consent' as reason,
        eligible.submission_id as group_key,
        eligible.submission_id
    from respondents.eligible as eligible
    semi join history.doubtful_consents using (submission_id)
    union all by name
    -- An edit made it more public: the newest holds until somebody decides otherwise.
    select
        'edited_consent' as reason,
        eligible.submission_id as group_key,
        eligible.submission_id
    from respondents.eligible as eligible
    inner join clean_steps.widened_consents as widened using (submission_id)
    where not widened.is_in_doubt
    union all by name
    select
        'refused_elsewhere' as reason,
        *
    from review.refused_elsewhere

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
