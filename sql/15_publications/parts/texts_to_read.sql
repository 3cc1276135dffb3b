-- Rows of the sheets « À relire » and « À relire vite » of a-decider.xlsx.
-- One row per text that would leave, as it would: of a family, the letter, then its copies.
-- The columns « Votre choix » to « Remarque » are for organisers to fill. The key tells, when the
-- sheet comes back, that nobody changed what a row is about, nor moved its text to another row.

with

-- What a text and its like have most of: they stand together.
families_to_read as (

    select
        *,
        -- What a draw leaves out is not asked for, and can be read all the same.
        if(is_required or state = 'applied', state, 'not_drawn') as shown_state,
        -- What the program points at comes first, then the draw in its order.
        case when flag_count = 0 or not is_pointed_at then draw_rank end as turn,
        max(len(mentions) > 0) over (family) as has_mentions,
        max(flag_count > 0) over (family) as has_flags,
        sum(submission_count) over (family) as family_size
    from sending.texts_to_read
    window family as (partition by question_id, letter_submission_id, state)

),

texts as (

    select
        to_read.*,
        coalesce(masked.sent_text, masked.masked_text) as sent_text,
        row_number() over (
            order by
                word('reading_state', to_read.shown_state).position asc,
                to_read.turn asc nulls first,
                to_read.has_mentions desc,
                to_read.has_flags desc,
                word('question', to_read.question_id).position asc,
                to_read.family_size desc,
                to_read.letter_submission_id asc,
                to_read.first_submission_id = to_read.letter_submission_id desc,
                to_read.flag_count desc,
                to_read.submission_count desc,
                to_read.same_submission_id asc,
                to_read.first_submission_id asc
        ) as place
    from families_to_read as to_read
    inner join redaction.texts as masked
        on
            to_read.first_submission_id = masked.submission_id
            and to_read.question_id = masked.question_id

),

said as (

    select
        place,
        submission_count > 1 as is_counted,
        'consent' as kind,
        unnest(each_consent) as id
    from texts
    union all
    select
        place,
        false as is_counted,
        'mask' as kind,
        unnest(mask_kinds) as id
    from texts

),

counted as (

    select
        place,
        kind,
        word(kind, id) as word,
        case when is_counted or count(*) > 1 then ' (' || count(*) || ')' else '' end
            as times
    from said
    group by place, kind, id, is_counted

),

listed as (

    select
        place,
        kind,
        string_agg(
            struct_extract(word, 'label') || times,
            ' ; ' order by struct_extract(word, 'position')
        ) as labels
    from counted
    group by place, kind

),

mentions as (

    select
        texts.place,
        string_agg(
            word('mention', texts.mention_kinds[found.rank]).label
            || ' : ' || texts.mentions[found.rank],
            chr(10) order by found.rank
        ) as labels
    from texts
    cross join unnest(generate_series(1, len(texts.mentions))) as found (rank)
    group by texts.place

)

select
    texts.place,
    texts.is_quick,
    null::varchar as "Votre choix",
    left(texts.sent_text, thresholds.cell_character_limit) as "Texte",
    texts.submission_count as "Combien",
    case
        when texts.family_id is not null
            then
                sentence(
                    'a_relire',
                    case texts.letter_submission_id
                        when texts.first_submission_id then 'letter'
                        when texts.same_submission_id then 'same'
                        else 'copy'
                    end,
                    struct_pack(name := names.letter_name)
                )
    end as "Lettre type",
    mentions.labels as "À regarder de près",
    null::varchar as "Mots à masquer",
    masks.labels as "Ce qui est masqué",
    array_to_string(list_slice(texts.contexts, 1, 10), chr(10))
        as "Masqué, dans son contexte",
    word('question', texts.question_id).label as "Rubrique",
    consents.labels as "Consentement",
    word('reading_state', texts.shown_state).label as "Où en est-on",
    word('reading_choice', texts.choice).label || ' ('
    || initials_and_day(texts.initials, texts.decided_at) || ')' as "Déjà décidé",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    case
        when texts.key is not null then word('decision_kind', 'reading').label
    end as "Question",
    array_to_string(texts.all_references, ', ') as "Référence",
    array_to_string(texts.submission_ids, ', ') as "Soumissions",
    texts.question_id as "Identifiant de la question",
    text_key(texts.key, texts.sent_text) as "Clé (ne pas modifier)",
    nullif(substr(texts.sent_text, thresholds.cell_character_limit + 1), '')
        as "Suite du texte"
from texts
cross join form.thresholds as thresholds
left join listed as masks on texts.place = masks.place and masks.kind = 'mask'
left join listed as consents
    on texts.place = consents.place and consents.kind = 'consent'
left join mentions on texts.place = mentions.place
left join sending.letter_names as names using (family_id)
order by texts.place
