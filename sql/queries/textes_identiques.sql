-- Les textes envoyés tels quels par plusieurs personnes.
-- Une ligne par question et texte, le plus repris en premier.
-- Accents, majuscules et ponctuation ne comptent pas. Le même texte n'est pas la même personne.
-- Paramètre au_moins (entier) : nombre de contributions au moins. Défaut : 2.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        answers.text,
        contributions.answered_at,
        trim(
            regexp_replace(
                strip_accents(
                    replace(replace(lower(answers.text), 'œ', 'oe'), 'æ', 'ae')
                ),
                '[^\p{L}\p{N}]+',
                ' ',
                'g'
            )
        ) as folded_text
    from clean.answers as answers
    inner join respondents.contributions as contributions using (submission_id)
    inner join form.questions as questions
        on answers.question_id = questions.question_id and questions.kind = 'text'
    where answers.text is not null

),

counted as (

    select
        question_id,
        folded_text,
        count(distinct submission_id) as contribution_count,
        arg_min(text, (answered_at, submission_id)) as first_text
    from texts
    group by all

)

select
    counted.contribution_count as "Contributions",
    questions.title as "Question",
    counted.first_text as "Texte"
from counted
inner join form.questions as questions using (question_id)
where counted.contribution_count >= greatest(2, $au_moins::bigint)
order by
    counted.contribution_count desc, questions.position asc, counted.folded_text asc
