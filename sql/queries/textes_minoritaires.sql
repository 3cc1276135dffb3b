-- Ce qu'écrivent celles et ceux qui ont une réponse minoritaire.
-- Une ligne par texte d'une contribution qui a fait un choix minoritaire au moins.
-- À lire pour ne pas faire dire à tout le monde la même chose.
-- Paramètre seuil (nombre) : part au-dessous de laquelle un choix est minoritaire. Défaut : 0,1.

with

minority_choices as (

    select
        question_id,
        item_id,
        choice_id
    from statistics.answer_counts
    where
        counting_rule = 'all'
        and chosen_count > 0
        and chosen_share < $seuil::double

),

holders as (

    select
        answers.submission_id,
        count(*) as minority_choice_count
    from clean.answers as answers
    inner join minority_choices
        on
            answers.question_id = minority_choices.question_id
            and answers.item_id is not distinct from minority_choices.item_id
            and answers.choice_id = minority_choices.choice_id
    inner join respondents.contributions using (submission_id)
    group by answers.submission_id

)

select
    holders.minority_choice_count as "Choix minoritaires",
    questions.title as "Question",
    answers.text as "Texte",
    holders.submission_id as "Soumission"
from holders
inner join clean.answers as answers using (submission_id)
inner join form.questions as questions
    on answers.question_id = questions.question_id and questions.kind = 'text'
where answers.text is not null
order by
    holders.minority_choice_count desc,
    holders.submission_id asc,
    questions.position asc
