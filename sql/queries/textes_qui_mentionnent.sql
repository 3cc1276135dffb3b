-- Les textes qui mentionnent un mot.
-- Une ligne par réponse libre qui contient le mot ou un mot qui commence par lui, par date.
-- Accents, majuscules et ponctuation ne comptent pas : « drone » trouve « Drones ».
-- Paramètre mot (texte) : un mot, ou plusieurs qui se suivent. Défaut : drone.

with

folded as (

    select
        *,
        list_transform(
            [text, $mot::varchar],
            lambda words: ' ' || trim(
                regexp_replace(
                    strip_accents(
                        replace(replace(lower(words), 'œ', 'oe'), 'æ', 'ae')
                    ),
                    '[^\p{L}\p{N}]+',
                    ' ',
                    'g'
                )
            )
        ) as text_and_word
    from respondents.answers_labelled

)

select
    found.answered_local_at as "Reçue le",
    found.category_label as "Catégorie",
    found.consent_label as "Consentement",
    found.question_label as "Question",
    found.text as "Texte",
    found.submission_id as "Soumission"
from folded as found
inner join form.questions as questions using (question_id)
where
    contains(found.text_and_word[1], found.text_and_word[2])
    and found.text_and_word[2] != ' '
order by
    found.answered_local_at,
    found.submission_id,
    questions.position,
    found.item_id,
    found.choice_id
