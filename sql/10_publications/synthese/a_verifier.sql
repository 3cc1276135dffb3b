-- Sheet « À vérifier » of synthese.xlsx.
-- One row per set of submissions that an organiser is asked to look at, the undecided first.
-- The columns « Votre choix » to « Remarque » are for them to fill. The key tells, when the sheet
-- comes back, that nobody changed what a row is about: consultation/decisions/sheets.py reads it.

with

words as (

    select * from form.words

),

suspicions as (

    select
        suspicions.*,
        states.label as state_label,
        states.position as state_position
    from review.suspicions as suspicions
    left join words as states
        on suspicions.state = states.id and states.kind = 'decision_state'

),

unnested_reasons as (

    select
        decision_kind,
        subject_id,
        unnest(reasons) as reason
    from suspicions

),

reasons as (

    select
        unnested_reasons.decision_kind,
        unnested_reasons.subject_id,
        min(words.position) as reason_position,
        string_agg(words.label, ' ; ' order by words.position) as reason_labels
    from unnested_reasons
    inner join words on unnested_reasons.reason = words.id and words.kind = 'suspicion'
    group by unnested_reasons.decision_kind, unnested_reasons.subject_id

),

first_rows as (

    select
        suspicions.*,
        reasons.reason_labels,
        row_number() over (
            order by
                suspicions.state_position asc,
                reasons.reason_position asc,
                suspicions.excess_count desc,
                suspicions.submission_count desc,
                suspicions.first_at asc nulls last,
                suspicions.decision_kind asc,
                suspicions.subject_id asc
        ) as place
    from suspicions
    left join reasons
        on
            suspicions.decision_kind = reasons.decision_kind
            and suspicions.subject_id = reasons.subject_id
    qualify
        place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

dated_decisions as (

    select
        past_decisions.decision_kind,
        past_decisions.subject_id,
        past_decisions.place,
        given_decisions.decided_at,
        concat_ws(
            ' ',
            choices.label,
            '('
            || concat_ws(
                ', ',
                given_decisions.initials,
                strftime(
                    given_decisions.decided_at
                    at time zone 'UTC' at time zone form.time_zone,
                    '%d/%m/%Y'
                ),
                case
                    when past_decisions.subject_id != past_decisions.decided_subject_id
                        then 'sur ' || past_decisions.shared_count || ' d''entre elles'
                end
            )
            || ')',
            left(given_decisions.remark, 200)
        ) as decision
    from review.past_decisions as past_decisions
    inner join first_rows
        on
            past_decisions.decision_kind = first_rows.decision_kind
            and past_decisions.subject_id = first_rows.subject_id
    inner join review.given_decisions as given_decisions
        on
            past_decisions.decision_kind = given_decisions.decision_kind
            and past_decisions.decided_subject_id = given_decisions.subject_id
    cross join form.form as form
    left join words as choices
        on
            given_decisions.choice = choices.id
            and choices.kind = given_decisions.decision_kind || '_choice'

),

first_decisions as (

    select
        *,
        row_number() over (
            partition by decision_kind, subject_id
            order by decided_at desc, place asc, decision asc
        ) as rank
    from dated_decisions
    qualify rank <= 5

),

decisions as (

    select
        decision_kind,
        subject_id,
        string_agg(decision, ' ; ' order by rank) as decisions
    from first_decisions
    group by decision_kind, subject_id

),

explained as (

    select
        first_rows.*,
        questions.label as question,
        decisions.decisions,
        first_rows.first_at at time zone 'UTC' at time zone form.time_zone
            as first_time,
        first_rows.last_at at time zone 'UTC' at time zone form.time_zone
            as last_time,
        date_diff('minute', first_rows.first_at, first_rows.last_at) as minutes,
        concat_ws(
            ' ; ',
            'le dernier : « ' || latest_consents.label || ' »',
            'le moins public : « ' || least_public_consents.label || ' »'
        ) as consents
    from first_rows
    cross join form.form as form
    left join words as questions
        on
            first_rows.decision_kind = questions.id
            and questions.kind = 'decision_kind'
            and first_rows.key is not null
    left join words as latest_consents
        on
            first_rows.latest_consent = latest_consents.id
            and latest_consents.kind = 'consent'
    left join words as least_public_consents
        on
            first_rows.least_public_consent = least_public_consents.id
            and least_public_consents.kind = 'consent'
    left join decisions
        on
            first_rows.decision_kind = decisions.decision_kind
            and first_rows.subject_id = decisions.subject_id

),

told as (

    select
        *,
        case
            when voice_count > 1 and distinct_answers_count = 1
                then 'mêmes réponses à toutes les questions'
        end as answers_for,
        case
            when voice_count > 1
                then 'un même texte de ' || shared_word_count || ' mots'
        end as text_for,
        case
            when voice_count > 1 and is_one_family and distinct_answers_count > 1
                then 'textes presque identiques'
        end as family_for,
        case
            when name_count = 1 and named_count = submission_count then 'même nom'
        end as name_for,
        case
            when postcode_count = 1 and located_count = submission_count
                then 'même code postal'
        end as postcode_for,
        case
            when email_count = 1 and addressed_count = submission_count
                then 'même adresse électronique'
        end as email_for,
        case
            when voice_count > 1 and other_writer_count = 1
                then 'une autre personne a écrit le même texte'
            when voice_count > 1 and other_writer_count > 1
                then
                    other_writer_count || ' autres personnes ont écrit le même texte'
        end as text_against,
        case
            when family_respondent_count > voice_count and voice_count > 1
                then 'lettre reprise par ' || family_respondent_count || ' personnes'
        end as family_against,
        case
            when name_count > 1 then name_count || ' noms différents'
            when voice_count > 0 and named_count = 0 then 'sans nom utilisable'
        end as name_against,
        case when has_one_word_name then 'nom d''un seul mot' end as short_name_against,
        case
            when postcode_count > 1 then postcode_count || ' codes postaux différents'
        end as postcode_against,
        case
            when email_count > 1
                then email_count || ' adresses électroniques différentes'
        end as email_against,
        case
            when distinct_answers_count > 1
                then distinct_answers_count || ' jeux de réponses différents'
        end as answers_against,
        case
            when kind_count > 1 then 'personnes et collectifs, comptés chacun à part'
        end as kind_against,
        case
            when eligible_count < submission_count
                then 'dont ' || (submission_count - eligible_count) || ' hors compte'
        end as box_against
    from explained

),

argued as (

    select
        *,
        case
            when decision_kind = 'consent' then consents
            else concat_ws(
                ' ; ',
                answers_for,
                text_for,
                family_for,
                name_for,
                postcode_for,
                email_for
            )
        end as arguments_for,
        case
            when decision_kind = 'same_person'
                then concat_ws(
                    ' ; ',
                    text_against,
                    family_against,
                    name_against,
                    short_name_against,
                    postcode_against,
                    email_against,
                    answers_against,
                    kind_against,
                    box_against
                )
        end as arguments_against
    from told

),

replied as (

    select
        *,
        case
            when decision_kind = 'same_person'
                then array_to_string(list_slice(names, 1, 5), ', ')
        end as first_names,
        case
            when has_other_choice then decisions || ' — décisions contraires'
            else decisions
        end as past_decisions,
        case when decision_kind = 'same_person' then linked_count end as linked
    from argued

)

select
    state_label as "Où en est-on",
    reason_labels as "De quoi s'agit-il",
    case
        when key is null then left(submissions, 200) || '…'
        else submissions
    end as "Soumissions",
    arguments_for as "Ce qui parle pour",
    arguments_against as "Ce qui parle contre",
    first_names as "Noms donnés",
    question as "Question",
    null::varchar as "Votre choix",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    past_decisions as "Déjà décidé",
    excess_count as "En trop si même personne",
    submission_count as "Combien",
    linked as "Déjà rapprochées",
    first_time as "Première",
    last_time as "Dernière",
    case
        when minutes < 1 then 'moins d''une minute'
        when minutes < 120 then minutes || ' min'
        when minutes < 2880 then minutes // 60 || ' h'
        else minutes // 1440 || ' jours'
    end as "Intervalle",
    key as "Clé (ne pas modifier)"
from replied
order by place
