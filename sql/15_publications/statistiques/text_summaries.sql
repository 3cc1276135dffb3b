-- statistiques/text_summaries.csv.
-- One row per text or file question.

select
    summaries.question_id,
    questions.title as question_label,
    summaries.answered_count,
    summaries.distinct_text_count,
    summaries.median_character_count,
    summaries.greatest_character_count
from statistics.text_summaries as summaries
inner join form.questions as questions using (question_id)
order by questions.position
