-- Dates that respondents gave, summarised.
-- One row per date question; key: question_id.

with

dates as (

    select
        answers.question_id,
        answers.date
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    where answers.date is not null

)

select
    questions.question_id,
    questions.title as question_label,
    count(dates.date) as answered_count,
    min(dates.date) as earliest_date,
    quantile_disc(dates.date, 0.5) as median_date,
    max(dates.date) as latest_date
from form.questions as questions
left join dates using (question_id)
where questions.kind = 'date'
group by questions.question_id, questions.title, questions.position
order by questions.position
