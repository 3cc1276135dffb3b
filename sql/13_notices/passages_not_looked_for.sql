-- Questions with too many texts to look for common passages outside of families.
-- One row per question.

select questions.title as question
from wordings.questions as searched
inner join form.questions as questions using (question_id)
where not searched.has_passages
order by questions.position
