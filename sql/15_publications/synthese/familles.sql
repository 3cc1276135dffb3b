-- Sheet « Textes types » of synthese.xlsx.
-- One row per family of texts, the most used first, with the name that it has in the pack.

select
    family_title(names.letter_name, families.original_text) as "Famille",
    word('question', families.question_id).label as "Question",
    families.respondent_count as "Personnes",
    families.distinct_text_count as "Textes différents",
    families.as_is_count as "Repris tel quel",
    families.blanks_only_count as "Blancs ou phrases types",
    families.own_addition_count as "Avec un ajout personnel",
    local_time(families.first_answered_at)::date as "Première",
    local_time(families.last_answered_at)::date as "Dernière",
    families.original_text as "Texte d’origine"
from families.families as families
inner join sending.letter_names as names using (family_id)
order by families.respondent_count desc, families.family_id asc
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
