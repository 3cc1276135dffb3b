-- Opening lines of « Textes types » in synthese.xlsx, « Familles » in annexe-statistique.xlsx.
-- One row per text question: people, different texts and families, always together.

select
    questions.title as "Question",
    text_families.answered_count as "Personnes",
    text_families.distinct_text_count as "Textes différents",
    text_families.family_count as "Familles",
    text_families.family_respondent_count as "Personnes en famille",
    text_families.as_is_count as "Repris tel quel",
    text_families.blanks_only_count as "Blancs ou phrases types",
    text_families.own_addition_count as "Avec un ajout personnel"
from statistics.text_families as text_families
inner join form.questions as questions using (question_id)
where questions.has_families
order by questions.position
