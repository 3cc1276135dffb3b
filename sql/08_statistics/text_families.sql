-- People, texts and families of each free question: three counts that are always shown together.
-- One row per text question; key: question_id.
-- Texts of less than twelve words may be equal by chance: they are in no family.

select
    summaries.question_id,
    summaries.question_label,
    summaries.answered_count,
    summaries.distinct_text_count,
    count(families.family_id) as family_count,
    coalesce(sum(families.respondent_count), 0)::bigint as family_respondent_count,
    coalesce(sum(families.as_is_count), 0)::bigint as as_is_count,
    coalesce(sum(families.blanks_only_count), 0)::bigint as blanks_only_count,
    coalesce(sum(families.own_addition_count), 0)::bigint as own_addition_count,
    coalesce(max(families.respondent_count), 0) as largest_family_count
from statistics.text_summaries as summaries
inner join form.questions as questions using (question_id)
left join families.families as families using (question_id)
where questions.kind = 'text'
group by
    summaries.question_id,
    summaries.question_label,
    summaries.answered_count,
    summaries.distinct_text_count,
    questions.position
order by questions.position
