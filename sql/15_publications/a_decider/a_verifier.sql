-- Sheet « À vérifier » of a-decider.xlsx.
-- One row per set of submissions that an organiser is asked to look at, the undecided first.
-- The columns « Votre choix » to « Remarque » are for them to fill. The key tells, when the sheet
-- comes back, that nobody changed what a row is about: consultation/decisions/sheets.py reads it.

with

worded_reasons as (

    select
        suspicions.decision_kind,
        suspicions.subject_id,
        min(words.position) as first_position,
        string_agg(words.label, ' ; ' order by words.position) as reasons
    from review.suspicions as suspicions
    inner join form.words as words
        on words.kind = 'suspicion' and list_contains(suspicions.reasons, words.id)
    group by suspicions.decision_kind, suspicions.subject_id

),

asked as (

    select
        suspicions.* replace (
            case
                when suspicions.key is null
                    then left(suspicions.submissions, 200) || '…'
                else suspicions.submissions
            end as submissions,
            list_slice(suspicions.names, 1, 5) as names,
            list_slice(suspicions.towns, 1, 5) as towns
        ),
        word('decision_kind', 'same_person').label as question,
        worded_reasons.first_position,
        worded_reasons.reasons as reason_labels,
        sentence(
            'a_verifier',
            case
                when suspicions.distinct_answers_count > 1 then 'other_answers'
                else 'same_answers'
            end
        ) as answers
    from review.suspicions as suspicions
    left join worded_reasons using (decision_kind, subject_id)
    union all by name
    select * from publications.parts__consents_to_check

),

first_rows as (

    select
        *,
        case
            when decided_at is not null
                then
                    concat_ws(
                        ' ',
                        word(decision_kind || '_choice', choice).label,
                        '('
                        || concat_ws(
                            ', ',
                            initials,
                            strftime(local_time(decided_at), '%d/%m/%Y'),
                            sentence(
                                'a_verifier',
                                'on_some',
                                struct_pack(count := decided_count)
                            )
                        )
                        || ')'
                    )
        end as decisions,
        row_number() over (
            order by
                word('decision_state', state).position asc,
                first_position asc,
                excess_count desc,
                submission_count desc,
                first_at asc nulls last,
                decision_kind asc,
                submissions asc
        ) as place
    from asked
    qualify
        place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

doubts as (

    select
        null::varchar as "Votre choix",
        reason_labels as "De quoi s’agit-il",
        case when key is not null then question end as "Question",
        said as "Ce qui parle pour",
        array_to_string(names, ', ') as "Noms donnés",
        array_to_string(towns, ', ') as "Lieux donnés",
        answers as "Réponses",
        submissions as "Soumissions",
        word('decision_state', state).label as "Où en est-on",
        null::varchar as "Initiales",
        null::date as "Date",
        null::varchar as "Remarque",
        case
            when has_other_choice
                then
                    sentence(
                        'a_verifier', 'contrary', struct_pack(decisions := decisions)
                    )
            else decisions
        end as "Déjà décidé",
        excess_count as "En trop si même personne",
        submission_count as "Combien",
        linked_count as "Déjà rapprochées",
        local_time(first_at) as "Première",
        local_time(last_at) as "Dernière",
        key as "Clé (ne pas modifier)",
        place
    from first_rows

),

-- It is about all of them at once, and stands first.
form_changes as (

    select
        subject_matter as "De quoi s’agit-il",
        question as "Question",
        argument as "Ce qui parle pour",
        subject as "Soumissions",
        state as "Où en est-on",
        contribution_count as "Combien",
        key as "Clé (ne pas modifier)",
        0 as place
    from publications.parts__form_change

),

missing_answers as (

    select
        subject_matter as "De quoi s’agit-il",
        question as "Question",
        argument as "Ce qui parle pour",
        subject as "Soumissions",
        state as "Où en est-on",
        decided as "Déjà décidé",
        answer_count as "Combien",
        key as "Clé (ne pas modifier)",
        case when is_open then 0 else 1000000000 end as place,
        first_sid
    from publications.parts__missing_answers

),

rival_exports as (

    select
        subject_matter as "De quoi s’agit-il",
        question as "Question",
        argument as "Ce qui parle pour",
        subject as "Soumissions",
        state as "Où en est-on",
        key as "Clé (ne pas modifier)",
        0 as place
    from publications.parts__rival_exports

),

rows_to_check as (

    select * from doubts
    union all by name
    select * from form_changes
    union all by name
    select * from missing_answers
    union all by name
    select * from rival_exports

)

select * exclude (place, first_sid)
from rows_to_check
order by place, first_sid nulls first, "Clé (ne pas modifier)"
