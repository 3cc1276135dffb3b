-- Numbers that respondents gave, summarised.
-- One row per number question; key: question_id.
-- Numbers are added as decimals: sums of floats change with the order of rows.

with

numbers as (

    select
        answers.question_id,
        answers.number::decimal(25, 6) as number
    from clean.answers as answers
    inner join respondents.contributions using (submission_id)
    where answers.number is not null

)

select
    questions.question_id,
    questions.title as question_label,
    count(numbers.number) as answered_count,
    min(numbers.number)::double as smallest_number,
    quantile_cont(numbers.number, 0.25)::double as first_quartile,
    quantile_cont(numbers.number, 0.5)::double as median_number,
    quantile_cont(numbers.number, 0.75)::double as third_quartile,
    max(numbers.number)::double as greatest_number,
    sum(numbers.number)::double / nullif(count(numbers.number), 0) as mean_number
from form.questions as questions
left join numbers using (question_id)
where questions.kind = 'number'
group by questions.question_id, questions.title, questions.position
order by questions.position
