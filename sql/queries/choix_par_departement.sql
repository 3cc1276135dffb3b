-- La part d'un choix, département par département.
-- Une ligne par département et choix d'une question fermée, là où quelqu'un a répondu.
-- Peu de réponses par département : une part sur trois personnes ne veut rien dire.
-- Paramètre question (question, obligatoire) : identifiant de la question, voir taux_de_reponse.
-- Paramètre au_moins (entier) : nombre de réponses du département au moins. Défaut : 10.

with

chosen as (

    select
        answers.submission_id,
        answers.item_id,
        answers.choice_id,
        contributions.departement_id
    from clean.answers as answers
    inner join respondents.contributions as contributions using (submission_id)
    where
        answers.question_id = $question::varchar
        and answers.choice_id is not null
        and contributions.departement_id is not null

),

answered as (

    select
        departement_id,
        item_id,
        count(distinct submission_id) as answered_count
    from chosen
    group by all

),

counted as (

    select
        departement_id,
        item_id,
        choice_id,
        count(*) as chosen_count
    from chosen
    group by all

)

select
    departements.label as "Département",
    items.label as "Sous-question",
    choices.label as "Choix",
    counted.chosen_count as "L'ont choisi",
    answered.answered_count as "Ont répondu",
    counted.chosen_count / answered.answered_count as "Part"
from counted
inner join answered
    on
        counted.departement_id = answered.departement_id
        and counted.item_id is not distinct from answered.item_id
inner join form.choices as choices
    on
        choices.question_id = $question::varchar
        and counted.choice_id = choices.choice_id
inner join form.words as departements
    on counted.departement_id = departements.id and departements.kind = 'departement'
left join form.items as items
    on items.question_id = $question::varchar and counted.item_id = items.item_id
where answered.answered_count >= $au_moins::bigint
order by departements.position, items.position, choices.position
