-- Ce que les gens écrivent à côté de « autre ».
-- Une ligne par précision, question par question.
-- Une précision qui revient souvent mérite peut-être un choix de plus dans le formulaire.

select
    questions.title as "Question",
    answers.text as "Précision",
    count(*) as "Contributions"
from clean.answers as answers
inner join respondents.contributions using (submission_id)
inner join form.questions as questions
    on
        answers.question_id = questions.question_id
        and questions.kind in ('choice', 'choices')
where answers.text is not null
group by questions.title, questions.position, answers.text
order by questions.position asc, count(*) desc, answers.text asc
