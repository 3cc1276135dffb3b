-- Les nombres donnés, selon la catégorie.
-- Une ligne par question qui demande un nombre et par catégorie qui y a répondu.
-- La médiane résiste aux réponses fantaisistes ; la moyenne, non.

with

numbers as (

    select
        answers.question_id,
        contributions.category_id,
        answers.number::decimal(25, 6) as number
    from clean.answers as answers
    inner join respondents.contributions as contributions using (submission_id)
    where answers.number is not null

)

select
    questions.title as "Question",
    coalesce(categories.label, 'Sans catégorie') as "Catégorie",
    count(*) as "Réponses",
    min(numbers.number)::double as "Plus petit",
    quantile_cont(numbers.number, 0.5)::double as "Médiane",
    avg(numbers.number)::double as "Moyenne",
    max(numbers.number)::double as "Plus grand"
from numbers
inner join form.questions as questions using (question_id)
left join form.categories as categories using (category_id)
group by
    questions.title,
    questions.position,
    categories.label,
    categories.position
order by questions.position, categories.position nulls last
