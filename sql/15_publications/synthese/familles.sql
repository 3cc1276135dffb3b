-- Sheet « Textes types » of synthese.xlsx.
-- One row per family of texts, with the number that it has in the pack: the most used there first.

select
    family_title(family_rank, original_text) as "Famille",
    word('question', question_id).label as "Question",
    respondent_count as "Personnes",
    distinct_text_count as "Textes différents",
    as_is_count as "Repris tel quel",
    blanks_only_count as "Blancs ou phrases types",
    own_addition_count as "Avec un ajout personnel",
    local_time(first_answered_at)::date as "Première",
    local_time(last_answered_at)::date as "Dernière",
    original_text as "Texte d’origine"
from families.families
order by family_rank
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
