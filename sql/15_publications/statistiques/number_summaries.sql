-- statistiques/number_summaries.csv.
-- One row per number question.

select
    summaries.question_id,
    questions.title as question_label,
    summaries.answered_count,
    summaries.smallest_number,
    summaries.first_quartile,
    summaries.median_number,
    summaries.third_quartile,
    summaries.greatest_number,
    summaries.mean_number
from statistics.number_summaries as summaries
inner join form.questions as questions using (question_id)
order by questions.position
