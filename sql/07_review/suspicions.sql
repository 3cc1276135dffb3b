-- What organisers are asked to decide, what is known of it, and where it stands.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Nothing of this is applied: only respondents.decisions is.

with

counted as (

    select
        decision_kind,
        subject_id,
        count(*) as submission_count,
        count(*) filter (where is_eligible) as eligible_count,
        count(*) filter (where is_voice) as voice_count,
        count(distinct respondent_kind) filter (where is_voice) as kind_count,
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
    group by decision_kind, subject_id

),

assembled as (

    select
        subjects.reasons,
        subjects.submission_ids,
        array_to_string(subjects.submission_ids, ', ') as submissions,
        counted.*,
        past_decisions.choice,
        past_decisions.decided_at,
        past_decisions.initials,
        case when not past_decisions.is_exact then past_decisions.shared_count end
            as decided_count,
        past_decisions.has_other_choice,
        past_decisions.state as decision_state,
        past_decisions.is_covering,
        thresholds.cell_character_limit
    from review.subjects as subjects
    cross join form.thresholds as thresholds
    inner join counted using (decision_kind, subject_id)
    left join review.past_decisions as past_decisions using (decision_kind, subject_id)

),

judged as (

    select
        *,
        case
            when decision_kind = 'same_person'
                then greatest(voice_count - kind_count, 0)
        end as excess_count,
        choice = 'different' and decision_state = 'applied' and is_covering
            as is_decided_different,
        length(submissions) > cell_character_limit as is_too_many
    from assembled

)

select
    * exclude (
        fingerprint,
        decision_state,
        is_covering,
        cell_character_limit,
        is_decided_different,
        is_too_many
    ),
    case
        -- Linked in a roundabout way, through others.
        when is_decided_different and respondent_count < eligible_count
            then 'contradictory'
        when decision_state = 'applied' and is_covering then 'applied'
        when decision_state = 'applied' then 'grown'
        when decision_state is not null then decision_state
        when is_too_many then 'too_many'
        else 'open'
    end as state,
    case
        when not is_too_many
            then
                decision_key(
                    decision_kind, fingerprint, array_to_string(submission_ids, ' ')
                )
    end as key
from judged
