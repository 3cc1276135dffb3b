-- The context of each unit to code: the author's kind and choices, to understand the text better.
-- One row per unit that one contribution alone wrote; key: unit_id.
-- It has the person's kind and answers to the first three closed questions, never a name. A letter
-- that many sent has no context.

with

alone as (

    select
        unit_id,
        any_value(submission_id) as submission_id
    from coding.unit_submissions
    group by unit_id
    having count(*) = 1

),

asked as (

    select
        question_id,
        title,
        position
    from form.questions
    where kind in ('choice', 'choices')
    order by position
    limit 3

),

chosen as (

    select
        answers.submission_id,
        asked.position,
        asked.title
        || ' : '
        || string_agg(choices.label, ', ' order by choices.position) as told
    from clean.answers as answers
    semi join alone using (submission_id)
    inner join asked using (question_id)
    inner join form.choices as choices using (question_id, choice_id)
    group by answers.submission_id, asked.position, asked.title

)

select
    alone.unit_id,
    coalesce(
        any_value(word('category', contributions.category_id).label),
        any_value(word('respondent_kind', contributions.respondent_kind).label)
    ) as who,
    string_agg(chosen.told, ' ; ' order by chosen.position) as context
from alone
inner join respondents.contributions as contributions using (submission_id)
left join chosen using (submission_id)
group by alone.unit_id
