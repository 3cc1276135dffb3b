-- Les dates données, année par année.
-- Une ligne par question qui demande une date et par année.
-- Les années sans réponse n'y sont pas.

select
    questions.title as "Question",
    year(answers.date) as "Année",
    count(*) as "Réponses"
from clean.answers as answers
inner join respondents.contributions using (submission_id)
inner join form.questions as questions using (question_id)
where answers.date is not null
group by questions.title, questions.position, year(answers.date)
order by questions.position, year(answers.date)
