-- What those who were asked for a number gave: how many did, and where the middle half stands.
-- One row per published question that asks for a number. Neither the smallest nor the greatest,
-- which are somebody's, nor the mean, which one person can move.

select
    numbers.question_id,
    numbers.answered_count,
    numbers.first_quartile,
    numbers.median_number,
    numbers.third_quartile
from statistics.number_summaries as numbers
inner join form.questions as questions using (question_id)
where questions.is_public
