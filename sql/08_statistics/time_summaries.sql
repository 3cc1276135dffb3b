-- Hours of the day that respondents gave, counted.
-- One row per time question and hour; key: question_id, hour.

with

hours as (

    select unnest(generate_series(0, 23))::integer as hour

),

answered as (

    select
        answers.question_id,
        left(answers.text, 2)::integer as hour
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    inner join respondents.contributions using (submission_id)
    where questions.kind = 'time' and answers.text is not null

),

counted as (

    select
        questions.question_id,
        questions.title as question_label,
        questions.position,
        hours.hour,
        count(answered.hour) as answered_count
    from form.questions as questions
    cross join hours
    left join answered
        on questions.question_id = answered.question_id and hours.hour = answered.hour
    where questions.kind = 'time'
    group by all

)

select * exclude (position)
from counted
order by position, hour
