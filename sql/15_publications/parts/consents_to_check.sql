-- People whose consent is asked about, as rows of « À vérifier ».
-- One row per person and kind.

with

told as (

    select
        key,
        string_agg(told, ' ; puis ' order by place) filter (where not is_on_site)
            as argument
    from publications.parts__told_consents
    group by key

),

offered as (

    select
        asked.person_id,
        asked.respondent_kind,
        string_agg(words.label, ' ou ' order by words.position) as consents
    from review.consents as asked
    inner join form.words as words
        on
            words.kind = 'consent_choice'
            and list_contains(asked.choices, words.id)
    group by asked.person_id, asked.respondent_kind

)

select
    'consent' as decision_kind,
    word(
        'suspicion', if(asked.is_moved, 'moved_consent', 'changed_consent')
    ).label as subject_matter,
    word('suspicion', 'changed_consent').position as first_position,
    sentence(
        'a_verifier', 'which_consent', struct_pack(consents := offered.consents)
    ) as question,
    told.argument,
    asked.submissions,
    len(asked.submission_ids) as submission_count,
    asked.choice,
    asked.decided_at,
    asked.initials,
    asked.has_other_choice,
    asked.state,
    asked.key
from review.consents as asked
inner join offered using (person_id, respondent_kind)
left join told using (key)
