-- Hours of the day that respondents gave, counted.
-- One row per time question and hour; key: question_id, hour.

with

answered as (

    select
        answers.question_id,
        left(answers.text, 2)::integer as hour
    from clean.answers as answers
    inner join form.questions as questions using (question_id)
    inner join respondents.contributions using (submission_id)
    where questions.kind = 'time' and answers.text is not null

)

select
    questions.question_id,
    questions.title as question_label,
    hours.hour::integer as hour,
    count(answered.hour) as answered_count
from form.questions as questions
cross join range(24) as hours (hour)
left join answered
    on questions.question_id = answered.question_id and hours.hour = answered.hour
where questions.kind = 'time'
group by
    questions.question_id,
    questions.title,
    questions.position,
    hours.hour
order by questions.position, hours.hour
