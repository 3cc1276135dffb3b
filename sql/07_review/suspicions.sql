-- Questions to organisers on who is who, the facts about each, and its state.
-- One row per set of submissions; key: subject_id.
-- No suspicion changes a count: only respondents.decisions does.

with

counted as (

    select
        subject_id,
        count(*) as submission_count,
        count(*) filter (where is_eligible) as eligible_count,
        greatest(
            count(*) filter (where is_voice)
            - count(distinct respondent_kind) filter (where is_voice),
            0
        ) as excess_count,
        count(*) filter (where is_eligible and not is_voice) as linked_count,
        min(answered_at) as first_at,
        max(answered_at) as last_at,
        list(distinct name order by name) filter (where name is not null) as names,
        list(distinct town order by town) filter (where town != '') as towns,
        count(distinct coalesce(written_digest, 0)) as distinct_answers_count,
        count(distinct respondent_id) as respondent_count,
        left(sha256(string_agg(fingerprint, ' ' order by submission_id)), 16)
            as fingerprint
    from review.members
    group by subject_id

),

judged as (

    select
        subjects.*,
        array_to_string(subjects.submission_ids, ', ') as submissions,
        length(submissions) > thresholds.cell_character_limit as is_too_many,
        counted.* exclude (subject_id),
        past.choice,
        past.decided_at,
        past.initials,
        case when not past.is_exact then past.shared_count end as decided_count,
        past.has_other_choice,
        case
            when past.state = 'applied' and not past.is_covering then 'grown'
            else past.state
        end as decision_state
    from review.subjects as subjects
    cross join form.thresholds as thresholds
    inner join counted using (subject_id)
    left join review.past_decisions as past using (subject_id)

)

select
    *,
    case
        -- Linked in a roundabout way, through others.
        when
            decision_state = 'applied'
            and choice = 'different'
            and respondent_count < eligible_count
            then 'contradictory'
        when decision_state is not null then decision_state
        when is_too_many then 'too_many'
        else 'open'
    end as state,
    case
        when not is_too_many
            then
                decision_key(
                    'same_person', fingerprint, array_to_string(submission_ids, ' ')
                )
    end as key
from judged
