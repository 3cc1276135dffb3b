-- Les textes qui mentionnent un mot.
-- Une ligne par réponse libre qui contient le mot ou un mot qui commence par lui, par date.
-- Accents, majuscules et ponctuation ne comptent pas : « drone » trouve « Drones ».
-- Paramètre mot (texte) : un mot, ou plusieurs qui se suivent. Défaut : drone.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        answers.text,
        ' ' || regexp_replace(
            strip_accents(replace(replace(lower(answers.text), 'œ', 'oe'), 'æ', 'ae')),
            '[^\p{L}\p{N}]+',
            ' ',
            'g'
        ) as folded_text
    from clean.answers as answers
    where answers.text is not null

),

word as (

    select
        ' ' || trim(
            regexp_replace(
                strip_accents(
                    replace(replace(lower($mot::varchar), 'œ', 'oe'), 'æ', 'ae')
                ),
                '[^\p{L}\p{N}]+',
                ' ',
                'g'
            )
        ) as folded_word

),

found as (

    select texts.*
    from texts
    cross join word
    where contains(texts.folded_text, word.folded_word) and word.folded_word != ' '

)

select
    contributions.answered_at at time zone 'UTC' at time zone form.time_zone
        as "Reçue le",
    categories.label as "Catégorie",
    consents.label as "Consentement",
    questions.title as "Question",
    found.text as "Texte",
    found.submission_id as "Soumission"
from found
inner join respondents.contributions as contributions using (submission_id)
inner join form.questions as questions using (question_id)
cross join form.form as form
left join form.categories as categories using (category_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
order by
    contributions.answered_at,
    found.submission_id,
    questions.position,
    found.item_id,
    found.choice_id
