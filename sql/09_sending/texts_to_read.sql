-- The texts that would leave, as a person reads them: equal texts once.
-- One row per question, text as it leaves, and where its reading stands (and, of a text that very
-- many wrote, per so many submissions as a cell can name); key: first_submission_id, question_id.
-- `letter_submission_id`: the first row of the same family, the letter. `same_submission_id`: the
-- first row with an equal text (accents, capitals and punctuation aside), the same things to look
-- at and the same choice so far, as the page decides such rows together. Both are the row itself if
-- there is no other. `is_required`: a person must read the text before the pack is final. All texts
-- are required, unless a draw decides (sending.drawn_readings). Words that a reader masked
-- elsewhere are mentions. The key of a row proves, when the sheet comes back, that its subject is
-- unchanged (consultation/decisions/sheets.py). Never published.

with

readings as (

    select
        readings.*,
        texts.* exclude (submission_id, question_id)
        replace (
            coalesce(texts.sent_text, texts.masked_text) as sent_text,
            texts.mentions || coalesce(drawn.found_words, []) as mentions,
            texts.mention_kinds
            || list_transform(coalesce(drawn.found_words, []), lambda word: 'found')
                as mention_kinds
        ),
        drawn.draw_rank,
        coalesce(drawn.is_drawn, false) as is_drawn,
        coalesce(drawn.is_pointed_at, false) as is_pointed_at,
        -- Nothing can be decided of what the program could not mask: each stays alone.
        case when readings.state = 'by_hand' then readings.submission_id end as alone,
        len(texts.mask_kinds)
        + len(texts.mentions)
        + len(coalesce(drawn.found_words, [])) as flag_count,
        members.family_id,
        members.relation in ('original', 'same') as is_original
    from sending.readings as readings
    inner join redaction.texts as texts using (submission_id, question_id)
    left join families.members as members using (submission_id, question_id)
    left join sending.drawn_readings as drawn using (submission_id, question_id)

),

-- Submissions are named in one cell.
named as (

    select
        readings.*,
        sum(len(readings.submission_id) + 2) over (
            partition by
                readings.question_id,
                readings.masked_text,
                readings.sent_text,
                readings.state,
                readings.choice,
                readings.decided_at,
                readings.initials,
                readings.alone
            order by readings.submission_id
        ) // thresholds.cell_character_limit as cell
    from readings
    cross join form.thresholds as thresholds

),

same_texts as (

    select
        question_id,
        masked_text,
        sent_text,
        state,
        choice,
        decided_at,
        initials,
        alone,
        cell,
        draw_rank,
        is_drawn,
        is_pointed_at,
        count(*) as submission_count,
        min(submission_id) as first_submission_id,
        list(reference order by reference) as all_references,
        list(submission_id order by submission_id) as submission_ids,
        min(consent) as least_consent,
        list(consent) as each_consent,
        first(mask_kinds order by flag_count desc, reference asc) as mask_kinds,
        list_sort(list_distinct(flatten(list(contexts)))) as contexts,
        first(mention_kinds order by flag_count desc, reference asc) as mention_kinds,
        first(mentions order by flag_count desc, reference asc) as mentions,
        max(flag_count) as flag_count,
        min(family_id) as family_id,
        coalesce(bool_or(is_original), false) as is_original
    from named
    group by all

),

fingerprinted as (

    select
        same_texts.*,
        reading_print(
            same_texts.least_consent, words_print(same_texts.masked_text)
        ) as fingerprint,
        coalesce(same_texts.alone, words_print(same_texts.sent_text)) as said,
        -- A few words in lower case that several wrote, in answer to a question that asks for no
        -- argument: a name that nothing points at is hardly ever written twice.
        same_texts.submission_count > 1
        and not coalesce(form.has_drawn_review, false)
        and same_texts.state in ('open', 'applied')
        and same_texts.flag_count = 0
        and not (questions.kind = 'text' and questions.has_families)
        and len(same_texts.sent_text) <= thresholds.quick_text_character_limit
        and not regexp_matches(
            substr(trim(same_texts.sent_text), 2), '[\p{Lu}\p{N}@]'
        ) as is_quick,
        same_texts.is_drawn
        or same_texts.is_pointed_at
        or same_texts.state not in ('open', 'applied')
        or not coalesce(form.has_drawn_review, false) as is_required
    from same_texts
    cross join form.form as form
    cross join form.thresholds as thresholds
    inner join form.questions as questions using (question_id)

),

grouped as (

    select
        *,
        first_value(first_submission_id) over (
            partition by question_id, alone, coalesce(family_id, said)
            order by
                is_original desc, submission_count desc, first_submission_id asc
        ) as letter_submission_id,
        first_value(first_submission_id) over (
            partition by
                question_id,
                said,
                state,
                choice,
                is_quick,
                mask_kinds,
                mentions
            order by
                is_original desc, submission_count desc, first_submission_id asc
        ) as same_submission_id
    from fingerprinted

)

select
    * exclude (
        masked_text,
        sent_text,
        alone,
        cell,
        least_consent,
        fingerprint,
        is_original,
        said
    ),
    case
        when alone is null
            then
                decision_key(
                    'reading',
                    fingerprint,
                    array_to_string(submission_ids, ' ') || ' ' || question_id
                )
    end as key
from grouped
