-- Wishes: the choices of people at the questions whose answers stay with the organisation.
-- One row per submission that asked something; key: submission_id.

select
    answers.submission_id,
    string_agg(choices.label, ' ; ' order by questions.position, choices.position)
        as labels
from clean.answers as answers
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
where questions.audience = 'organisation' and questions.is_confirmed
group by answers.submission_id
