-- Sheet « À relire » of synthese.xlsx.
-- One row per text that would leave, as it would, the unread first.
-- The columns « Votre choix » to « Remarque » are for organisers to fill. The key tells, when the
-- sheet comes back, that nobody changed what a row is about.

with

readings as (

    select
        readings.*,
        states.label as state_label,
        questions.title as question_title,
        questions.position as question_position,
        consents.label as consent_label,
        asked.label as asked,
        row_number() over (
            order by
                states.position asc,
                len(readings.mask_kinds) + len(readings.mentions) > 0 desc,
                questions.position asc,
                readings.reference asc
        ) as place
    from sending.readings as readings
    inner join form.questions as questions
        on readings.question_id = questions.question_id
    inner join form.words as asked
        on asked.id = 'reading' and asked.kind = 'decision_kind'
    left join form.words as states
        on readings.state = states.id and states.kind = 'reading_state'
    left join form.words as consents
        on readings.consent = consents.id and consents.kind = 'consent'
    qualify
        place <= (select thresholds.sheet_row_limit from form.thresholds as thresholds)

),

unnested_masks as (

    select
        submission_id,
        question_id,
        unnest(mask_kinds) as mask_kind
    from readings

),

counted_masks as (

    select
        unnested_masks.submission_id,
        unnested_masks.question_id,
        words.label,
        words.position,
        count(*) as mask_count
    from unnested_masks
    inner join form.words as words
        on unnested_masks.mask_kind = words.id and words.kind = 'mask'
    group by
        unnested_masks.submission_id,
        unnested_masks.question_id,
        words.label,
        words.position

),

masks as (

    select
        submission_id,
        question_id,
        string_agg(
            label
            || case when mask_count > 1 then ' (' || mask_count || ')' else '' end,
            ' ; ' order by position
        ) as labels
    from counted_masks
    group by submission_id, question_id

),

told as (

    select
        readings.*,
        thresholds.cell_character_limit,
        masks.labels as mask_labels,
        choices.label || ' (' || concat_ws(
            ', ',
            readings.initials,
            strftime(
                readings.decided_at at time zone 'UTC' at time zone form.time_zone,
                '%d/%m/%Y'
            )
        ) || ')' as past_decision
    from readings
    cross join form.form as form
    cross join form.thresholds as thresholds
    left join masks
        on
            readings.submission_id = masks.submission_id
            and readings.question_id = masks.question_id
    left join form.words as choices
        on readings.choice = choices.id and choices.kind = 'reading_choice'

)

select
    state_label as "Où en est-on",
    left(sent_text, cell_character_limit) as "Texte",
    question_title as "Rubrique",
    consent_label as "Consentement",
    mask_labels as "Ce qui est masqué",
    array_to_string(list_slice(contexts, 1, 10), chr(10))
        as "Masqué, dans son contexte",
    array_to_string(mentions, chr(10)) as "À regarder de près",
    asked as "Question",
    null::varchar as "Votre choix",
    null::varchar as "Mots à masquer",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    past_decision as "Déjà décidé",
    reference as "Référence",
    submission_id as "Soumissions",
    question_id as "Identifiant de la question",
    key as "Clé (ne pas modifier)",
    case
        when length(sent_text) > 2 * cell_character_limit
            then
                substr(sent_text, cell_character_limit + 1, cell_character_limit)
                || ' […] (la fin est dans la feuille Textes)'
        else nullif(substr(sent_text, cell_character_limit + 1), '')
    end as "Suite du texte"
from told
order by place
