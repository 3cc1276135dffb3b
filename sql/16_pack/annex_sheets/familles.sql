-- Sheet « Familles » of annexe-statistique.xlsx.
-- One row per family of texts, the largest first.
-- A spreadsheet's cell holds 32,767 units: of a longer letter the beginning is shown here, and
-- the whole in statistiques/families.csv.

select
    family_title(families.family_rank, letters.original_text) as "Famille",
    word('question', families.question_id).label as "Question",
    families.respondent_count as "Personnes",
    families.distinct_text_count as "Textes différents",
    families.as_is_count as "Repris tel quel",
    families.blanks_only_count as "Blancs ou phrases types",
    families.own_addition_count as "Avec un ajout personnel",
    local_week(families.first_answered_at) as "Première semaine",
    local_week(families.last_answered_at) as "Dernière semaine",
    letters.original_text as "Texte de la lettre",
    families.family_id as "Identifiant"
from families.families as families
left join pack.letters as letters using (family_id)
order by families.family_rank
