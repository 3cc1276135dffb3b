-- Every choice of an answer is one that the form declares for its question.
-- One row per offending answer.

select
    answers.submission_id,
    answers.question_id,
    answers.choice_id
from clean.answers as answers
left join form.choices as choices using (question_id, choice_id)
where answers.choice_id is not null and choices.choice_id is null
