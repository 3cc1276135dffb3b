-- Sheet « Ajouts » of annexe-statistique.xlsx.
-- One row per passage that someone added of their own to a template letter.
-- The largest families first, then by reference.

with

labelled as (

    select
        additions.*,
        families.family_rank,
        left(regexp_replace(trim(letters.original_text), '\s+', ' ', 'g'), 40)
            as beginning,
        substring(additions.text, 1, thresholds.cell_character_limit) as shown_text
    from pack.annex_files__additions as additions
    cross join form.thresholds as thresholds
    inner join families.families as families
        on additions.family_id = families.family_id
    left join pack.letters as letters on additions.family_id = letters.family_id

)

select
    'n° ' || family_rank || ' · ' || beginning || '…' as "Famille",
    question_label as "Question",
    reference as "Référence",
    shown_text as "Ajout",
    word_count as "Mots",
    family_id as "Identifiant"
from labelled
order by family_rank, reference, segment_number
