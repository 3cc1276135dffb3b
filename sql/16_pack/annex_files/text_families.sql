-- statistiques/text_families.csv of the pack: consenting contributions only.
-- One row per text question: people, different texts and families, always together.

select
    text_families.question_id,
    questions.title as question_label,
    text_families.answered_count,
    text_families.distinct_text_count,
    text_families.family_count,
    text_families.family_respondent_count,
    text_families.as_is_count,
    text_families.blanks_only_count,
    text_families.own_addition_count,
    text_families.largest_family_count
from statistics.text_families as text_families
inner join form.questions as questions using (question_id)
order by questions.position
