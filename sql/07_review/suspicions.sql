-- What organisers are asked to decide, what speaks for and against it, and where it stands.
-- One row per kind of decision and set of submissions; key: decision_kind, subject_id.
-- Nothing of this is applied: only respondents.decisions is.

with

assembled as (

    select
        subjects.reasons,
        subjects.weight,
        subjects.submission_ids,
        array_to_string(subjects.submission_ids, ', ') as submissions,
        evidence.*,
        past_decisions.choice,
        past_decisions.has_other_choice,
        past_decisions.state as decision_state,
        past_decisions.is_covering,
        thresholds.cell_character_limit
    from review.subjects as subjects
    cross join form.thresholds as thresholds
    inner join review.evidence as evidence using (decision_kind, subject_id)
    left join review.past_decisions as past_decisions
        on
            subjects.decision_kind = past_decisions.decision_kind
            and subjects.subject_id = past_decisions.subject_id
            and past_decisions.place = 1

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
