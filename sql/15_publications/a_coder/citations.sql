-- Sheet « Citations » of a-coder.xlsx.
-- One row per text that may be quoted, once whatever the number of its themes, or that was chosen
-- and may not: what has to be looked at again first, then theme by theme. What does not leave shows
-- nothing of its text.
-- The columns « Votre choix » to « Remarque » are for organisers to fill. The key tells, when the
-- sheet comes back, that nobody changed what a row is about: consultation/decisions/sheets.py.

with

rows_shown as (

    select
        submission_id,
        question_id
    from quotes.candidates
    union
    select
        submission_id,
        question_id
    from quotes.decisions
    where state != 'applied' and choice is distinct from 'pass'

),

own_themes as (

    select
        found.submission_id,
        found.question_id,
        string_agg(themes.title, ' ; ' order by themes.position) as titles
    from coding.submission_themes as found
    inner join coding.themes as themes using (theme_id)
    where found.state = 'yes'
    group by found.submission_id, found.question_id

),

candidates as (

    select
        rows_shown.question_id,
        rows_shown.submission_id,
        any_value(own_themes.titles) as theme_titles,
        min(themes.position) as first_position,
        min(candidates.place) as place,
        any_value(candidates.is_other_side) as is_other_side
    from rows_shown
    left join quotes.candidates as candidates using (submission_id, question_id)
    left join coding.themes as themes on candidates.theme_id = themes.theme_id
    left join own_themes using (submission_id, question_id)
    group by rows_shown.question_id, rows_shown.submission_id

),

texts as (

    select
        candidates.*,
        coalesce(texts.reference, decisions.reference) as reference,
        texts.sent_text,
        thresholds.cell_character_limit,
        texts.is_marked,
        questions.title as question,
        questions.position as question_position,
        texts.name,
        decisions.choice,
        decisions.quote_text,
        decisions.same_as,
        chosen.title as chosen_theme,
        decisions.initials,
        decisions.decided_at,
        coalesce(decisions.state, 'open') as state,
        coalesce(decisions.state = 'applied', true) as is_settled,
        coalesce(
            left(sha256(texts.consent || ' ' || texts.sent_text), 16),
            decisions.fingerprint
        ) as fingerprint
    from candidates
    left join quotes.texts as texts using (submission_id, question_id)
    left join form.questions as questions using (question_id)
    left join quotes.decisions as decisions using (submission_id, question_id)
    left join coding.themes as chosen on decisions.theme_id = chosen.theme_id
    cross join form.thresholds as thresholds

),

words as (

    select
        sentence('yes_or_no', 'yes') as yes,
        word('signature', 'unnamed').label as unnamed

)

select
    null::varchar as "Votre choix",
    left(texts.sent_text, texts.cell_character_limit) as "Texte tel qu’il partirait",
    null::varchar as "Passage à citer",
    null::varchar as "Sous le thème",
    texts.theme_titles as "Thèmes",
    texts.question as "Rubrique",
    case when texts.sent_text is not null then coalesce(texts.name, words.unnamed) end
        as "Signature",
    case when texts.is_marked then words.yes end as "À citer, en codant",
    case when texts.is_other_side then words.yes end as "Autre avis",
    concat_ws(
        ' ',
        word('quote_state', texts.state).label,
        sentence('quotes', 'same_as', struct_pack(reference := texts.same_as))
    ) as "Où en est-on",
    word('quote_choice', texts.choice).label || ' '
    || concat_ws(
        ' ',
        case
            when texts.chosen_theme is not null
                then sentence(
                    'quotes', 'under', struct_pack(theme := texts.chosen_theme)
                )
        end,
        '(' || initials_and_day(texts.initials, texts.decided_at) || ')'
    ) as "Déjà décidé",
    case when texts.choice = 'cite' then texts.quote_text end as "Ce qui est cité",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    word('decision_kind', 'quote').label as "Question",
    texts.reference as "Référence",
    texts.submission_id as "Soumissions",
    texts.question_id as "Identifiant de la question",
    text_key(
        decision_key(
            'quote', texts.fingerprint, texts.submission_id || ' ' || texts.question_id
        ),
        texts.sent_text
    ) as "Clé (ne pas modifier)",
    nullif(substr(texts.sent_text, texts.cell_character_limit + 1), '')
        as "Suite du texte"
from texts
cross join words
order by
    texts.is_settled asc,
    texts.question_position asc,
    texts.first_position asc nulls last,
    texts.is_other_side asc,
    texts.place asc,
    texts.submission_id asc
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
