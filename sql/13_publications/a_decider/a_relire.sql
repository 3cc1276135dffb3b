-- Sheet « À relire » of a-decider.xlsx.
-- One row per text that would leave, as it would, the unread first.
-- The columns « Votre choix » to « Remarque » are for organisers to fill. The key tells, when the
-- sheet comes back, that nobody changed what a row is about.

with

unnested_masks as (

    select
        submission_id,
        question_id,
        unnest(mask_kinds) as mask_kind
    from sending.readings

),

counted_masks as (

    select
        submission_id,
        question_id,
        word('mask', mask_kind) as mask,
        count(*) as mask_count
    from unnested_masks
    group by submission_id, question_id, mask_kind

),

masks as (

    select
        submission_id,
        question_id,
        string_agg(
            struct_extract(mask, 'label')
            || case when mask_count > 1 then ' (' || mask_count || ')' else '' end,
            ' ; ' order by struct_extract(mask, 'position')
        ) as labels
    from counted_masks
    group by submission_id, question_id

),

unnested_mentions as (

    select
        submission_id,
        question_id,
        unnest(mention_kinds) as mention_kind,
        unnest(mentions) as mention,
        generate_subscripts(mentions, 1) as place
    from sending.readings

),

mentions as (

    select
        submission_id,
        question_id,
        string_agg(
            word('mention', mention_kind).label || ' : ' || mention,
            chr(10) order by place
        ) as labels
    from unnested_mentions
    group by submission_id, question_id

),

readings as (

    select
        readings.*,
        masks.labels as mask_labels,
        mentions.labels as mention_labels,
        thresholds.cell_character_limit,
        row_number() over (
            order by
                word('reading_state', readings.state).position asc,
                len(readings.mask_kinds) + len(readings.mentions) > 0 desc,
                word('question', readings.question_id).position asc,
                readings.reference asc
        ) as place
    from sending.readings as readings
    cross join form.thresholds as thresholds
    left join masks using (submission_id, question_id)
    left join mentions using (submission_id, question_id)
    qualify place <= thresholds.sheet_row_limit

)

select
    word('reading_state', state).label as "Où en est-on",
    left(sent_text, cell_character_limit) as "Texte",
    word('question', question_id).label as "Rubrique",
    word('consent', consent).label as "Consentement",
    mask_labels as "Ce qui est masqué",
    array_to_string(list_slice(contexts, 1, 10), chr(10))
        as "Masqué, dans son contexte",
    mention_labels as "À regarder de près",
    case when key is not null then word('decision_kind', 'reading').label end
        as "Question",
    null::varchar as "Votre choix",
    null::varchar as "Mots à masquer",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    word('reading_choice', choice).label || ' ('
    || concat_ws(', ', initials, strftime(local_time(decided_at), '%d/%m/%Y'))
    || ')' as "Déjà décidé",
    reference as "Référence",
    submission_id as "Soumissions",
    question_id as "Identifiant de la question",
    key as "Clé (ne pas modifier)",
    nullif(substr(sent_text, cell_character_limit + 1), '') as "Suite du texte"
from readings
order by place
