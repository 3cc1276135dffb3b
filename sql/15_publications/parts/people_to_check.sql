-- Submissions that may be the same person's, as rows of « À vérifier ».
-- One row per set of submissions.

with

worded_reasons as (

    select
        suspicions.subject_id,
        min(words.position) as first_position,
        string_agg(words.label, ' ; ' order by words.position) as subject_matter
    from review.suspicions as suspicions
    inner join form.words as words
        on words.kind = 'suspicion' and list_contains(suspicions.reasons, words.id)
    group by suspicions.subject_id

)

select
    'same_person' as decision_kind,
    worded_reasons.subject_matter,
    worded_reasons.first_position,
    word('decision_kind', 'same_person').label as question,
    suspicions.submissions,
    array_to_string(suspicions.names[:5], ', ') as names,
    array_to_string(suspicions.towns[:5], ', ') as towns,
    sentence(
        'a_verifier',
        case
            when suspicions.distinct_answers_count > 1 then 'other_answers'
            else 'same_answers'
        end
    ) as answers,
    suspicions.excess_count,
    suspicions.submission_count,
    suspicions.linked_count,
    suspicions.first_at,
    suspicions.last_at,
    suspicions.choice,
    suspicions.decided_at,
    suspicions.decided_count,
    suspicions.initials,
    suspicions.has_other_choice,
    suspicions.state,
    suspicions.key
from review.suspicions as suspicions
left join worded_reasons using (subject_id)
