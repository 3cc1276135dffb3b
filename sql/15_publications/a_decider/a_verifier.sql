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

first_rows as (

    select
        suspicions.*,
        suspicions.decision_kind = 'same_person' as is_about_people,
        worded_reasons.reasons as reason_labels,
        case
            when suspicions.decided_at is not null
                then
                    concat_ws(
                        ' ',
                        word(
                            suspicions.decision_kind || '_choice', suspicions.choice
                        ).label,
                        '('
                        || concat_ws(
                            ', ',
                            suspicions.initials,
                            strftime(local_time(suspicions.decided_at), '%d/%m/%Y'),
                            sentence(
                                'a_verifier',
                                'on_some',
                                struct_pack(count := suspicions.decided_count)
                            )
                        )
                        || ')'
                    )
        end as decisions,
        widened.earlier_consent,
        widened.earlier_at,
        widened.consent as widened_consent,
        widened.widened_at,
        doubtful.latest_consent as doubtful_consent,
        doubtful.latest_at,
        doubtful.consent as other_consent,
        doubtful.other_at,
        row_number() over (
            order by
                word('decision_state', suspicions.state).position asc,
                worded_reasons.first_position asc,
                suspicions.excess_count desc,
                suspicions.submission_count desc,
                suspicions.first_at asc nulls last,
                suspicions.decision_kind asc,
                suspicions.subject_id asc
        ) as place
    from review.suspicions as suspicions
    left join worded_reasons using (decision_kind, subject_id)
    left join clean_steps.widened_consents as widened
        on
            suspicions.decision_kind = 'consent'
            and suspicions.submissions = widened.submission_id
    left join history.doubtful_consents as doubtful
        on
            suspicions.decision_kind = 'consent'
            and suspicions.submissions = doubtful.submission_id
    qualify
        place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

doubts as (

    select
        null::varchar as "Votre choix",
        reason_labels as "De quoi s’agit-il",
        case when key is not null then word('decision_kind', decision_kind).label end
            as "Question",
        case
            when is_about_people then null
            when other_consent is not null
                then sentence(
                    'a_verifier',
                    'uncertain_consent',
                    struct_pack(
                        other := word('consent', other_consent).label,
                        other_at := coalesce(
                            strftime(local_time(other_at), '%d/%m/%Y %H:%M'), '–'
                        ),
                        latest := word('consent', doubtful_consent).label,
                        latest_at := coalesce(
                            strftime(local_time(latest_at), '%d/%m/%Y %H:%M'), '–'
                        )
                    )
                )
            when earlier_consent is not null
                then sentence(
                    'a_verifier',
                    'edited_consent',
                    struct_pack(
                        earlier := word('consent', earlier_consent).label,
                        earlier_at := strftime(local_time(earlier_at), '%d/%m/%Y'),
                        present := word('consent', widened_consent).label,
                        widened_at := strftime(local_time(widened_at), '%d/%m/%Y %H:%M')
                    )
                )
            else concat_ws(
                ' ; ',
                sentence(
                    'a_verifier',
                    'latest_consent',
                    struct_pack(consent := word('consent', latest_consent).label)
                ),
                sentence(
                    'a_verifier',
                    'least_public_consent',
                    struct_pack(consent := word('consent', least_public_consent).label)
                )
            )
        end as "Ce qui parle pour",
        case
            when is_about_people then array_to_string(list_slice(names, 1, 5), ', ')
        end as "Noms donnés",
        case
            when is_about_people then array_to_string(list_slice(towns, 1, 5), ', ')
        end as "Lieux donnés",
        case
            when is_about_people
                then
                    sentence(
                        'a_verifier',
                        case
                            when distinct_answers_count > 1 then 'other_answers'
                            else 'same_answers'
                        end
                    )
        end as "Réponses",
        case
            when key is null then left(submissions, 200) || '…'
            else submissions
        end as "Soumissions",
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
        case when is_about_people then linked_count end as "Déjà rapprochées",
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

rows_to_check as (

    select * from doubts
    union all by name
    select * from form_changes

)

select * exclude (place)
from rows_to_check
order by place
