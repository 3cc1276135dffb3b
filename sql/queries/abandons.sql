-- Jusqu'où vont celles et ceux qui ne finissent pas.
-- Une ligne par question, dans l'ordre du formulaire.
-- Parmi les brouillons, combien ont répondu à chaque question : là où cela chute, on décroche.

with

drafts as (

    select submission_id from respondents.flow
    where box = 'draft'

),

answered as (

    select
        answers.question_id,
        count(distinct answers.submission_id) as draft_count
    from clean.answers as answers
    inner join drafts using (submission_id)
    group by answers.question_id

)

select
    questions.title as "Question",
    coalesce(answered.draft_count, 0) as "Brouillons qui y ont répondu",
    (select count(*) from drafts) as "Brouillons"
from form.questions as questions
left join answered using (question_id)
order by questions.position
