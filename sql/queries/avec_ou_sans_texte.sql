-- Qui a écrit quelque chose, et qui a seulement coché.
-- Une ligne par catégorie, et une pour celles et ceux qui n'en ont pas dit.
-- Un texte est toute réponse libre à une question ouverte.

with

writers as (

    select distinct answers.submission_id
    from clean.answers as answers
    inner join form.questions as questions
        on answers.question_id = questions.question_id and questions.kind = 'text'
    where answers.text is not null

)

select
    coalesce(categories.label, 'Sans catégorie') as "Catégorie",
    count(*) as "Contributions",
    count(writers.submission_id) as "Avec un texte",
    count(writers.submission_id) / count(*) as "Part avec un texte"
from respondents.contributions as contributions
left join writers on contributions.submission_id = writers.submission_id
left join form.categories as categories using (category_id)
group by categories.label, categories.position
order by categories.position nulls last
