-- statistiques/families.csv.
-- One row per family of near-identical texts, the largest first; without the texts.

select
    families.family_id,
    families.question_id,
    questions.title as question_label,
    families.respondent_count,
    families.distinct_text_count,
    families.as_is_count,
    families.blanks_only_count,
    families.own_addition_count,
    local_time(families.first_answered_at)::date as first_day,
    local_time(families.last_answered_at)::date as last_day
from families.families as families
inner join form.questions as questions using (question_id)
order by families.respondent_count desc, families.family_id asc
