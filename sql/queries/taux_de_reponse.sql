-- À quelles questions on répond, et auxquelles on passe.
-- Une ligne par question, dans l'ordre du formulaire.
-- « Posée à » : les contributions reçues depuis que la question existe.

with

contributions as (

    select
        contributions.submission_id,
        submissions.submitted_at
    from respondents.contributions as contributions
    inner join clean.submissions as submissions using (submission_id)

),

asked as (

    select
        questions.question_id,
        count(contributions.submission_id) as asked_count
    from form.questions as questions
    left join contributions
        on
            questions.asked_from is null
            or questions.asked_from <= contributions.submitted_at
    group by questions.question_id

),

answered as (

    select
        answers.question_id,
        count(distinct answers.submission_id) as answered_count
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    group by answers.question_id

)

select
    questions.title as "Question",
    questions.question_id as "Identifiant",
    asked.asked_count as "Posée à",
    coalesce(answered.answered_count, 0) as "Ont répondu",
    coalesce(answered.answered_count, 0) / nullif(asked.asked_count, 0) as "Part"
from form.questions as questions
inner join asked using (question_id)
left join answered using (question_id)
order by questions.position
