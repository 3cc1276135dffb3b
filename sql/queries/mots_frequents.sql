-- Les mots que le plus de gens emploient.
-- Une ligne par mot, sans accents ni majuscules, le plus répandu en premier ; cent au plus.
-- On compte les contributions qui emploient le mot, pas le nombre de fois.
-- Paramètre lettres (entier) : longueur des mots au moins, pour écarter « le », « dans ». Défaut : 6.
-- Paramètre question (question, facultatif) : identifiant d'une seule question.

with

texts as (

    select
        answers.submission_id,
        answers.text
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    inner join form.questions as questions
        on answers.question_id = questions.question_id and questions.kind = 'text'
    where
        answers.text is not null
        and (
            $question::varchar is null
            or answers.question_id = $question::varchar
        )

),

words as (

    select distinct
        submission_id,
        unnest(
            string_split(
                regexp_replace(
                    strip_accents(
                        replace(replace(lower(text), 'œ', 'oe'), 'æ', 'ae')
                    ),
                    '[^\p{L}\p{N}]+',
                    ' ',
                    'g'
                ),
                ' '
            )
        ) as word
    from texts

),

counted as (

    select
        word,
        count(*) as contribution_count
    from words
    where length(word) >= greatest(1, $lettres::bigint)
    group by word

)

select
    word as "Mot",
    contribution_count as "Contributions"
from counted
order by contribution_count desc, word asc
limit 100
