-- Choices that the counted contributions made.
-- One row per contribution, question (× item) and choice.

select
    answers.submission_id,
    answers.question_id,
    answers.item_id,
    answers.choice_id,
    contributions.category_id
from clean.answers as answers
inner join respondents.contributions as contributions using (submission_id)
where answers.choice_id is not null
