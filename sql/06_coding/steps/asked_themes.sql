-- The themes of today's grid that are looked for in the texts of each question.
-- One row per question with such themes; key: question_id.

select
    questions.question_id,
    list(themes.theme_id order by themes.position) as theme_ids
from form.questions as questions
inner join coding.themes as themes
    on
        len(themes.question_ids) = 0
        or list_contains(themes.question_ids, questions.question_id)
group by questions.question_id
