-- statistiques/date_summaries.csv.
-- One row per date question.

select
    summaries.question_id,
    questions.title as question_label,
    summaries.answered_count,
    summaries.earliest_date,
    summaries.median_date,
    summaries.latest_date
from statistics.date_summaries as summaries
inner join form.questions as questions using (question_id)
order by questions.position
