-- statistiques/time_summaries.csv.
-- One row per time question and hour of the day.

select
    summaries.question_id,
    questions.title as question_label,
    summaries.hour,
    summaries.answered_count
from statistics.time_summaries as summaries
inner join form.questions as questions using (question_id)
order by questions.position, summaries.hour
