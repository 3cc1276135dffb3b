-- Sheet « Ajouts » of annexe-statistique.xlsx.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then by reference.

select
    family_title(families.family_rank, letters.original_text) as "Famille",
    additions.question_label as "Question",
    additions.reference as "Référence",
    additions.text as "Ajout",
    additions.word_count as "Mots",
    additions.family_id as "Identifiant"
from pack.annex_files__additions as additions
inner join families.families as families using (family_id)
left join pack.letters as letters using (family_id)
order by families.family_rank, additions.reference, additions.segment_number
