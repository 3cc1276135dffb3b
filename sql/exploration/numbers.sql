-- Numbers that the respondents who match the filters gave.
-- One row per number question of the form, zero answers included.
-- Numbers are added as decimals: sums of floats change with the order of rows.

with

given as (

    select
        answers.question_id,
        answers.number::decimal(25, 6) as number
    from clean.answers as answers
    inner join unnest($people::varchar[]) as shown (submission_id) using (submission_id)
    where answers.number is not null

)

select
    questions.position,
    questions.title,
    count(given.number) as answered_count,
    quantile_cont(given.number, 0.5)::double as median_number,
    sum(given.number)::double / nullif(count(given.number), 0) as mean_number,
    min(given.number)::double as smallest_number,
    max(given.number)::double as greatest_number
from form.questions as questions
left join given using (question_id)
where questions.kind = 'number'
group by questions.title, questions.position
order by questions.position
