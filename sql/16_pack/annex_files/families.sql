-- statistiques/families.csv of the pack: consenting contributions only.
-- One row per family of near-identical texts, the largest first, with the letter.

select
    families.family_id,
    families.question_id,
    questions.title as question_label,
    families.respondent_count,
    families.distinct_text_count,
    families.as_is_count,
    families.blanks_only_count,
    families.own_addition_count,
    local_week(families.first_answered_at) as first_week,
    local_week(families.last_answered_at) as last_week,
    letters.original_text
from families.families as families
inner join form.questions as questions using (question_id)
left join pack.letters as letters using (family_id)
order by families.family_rank
