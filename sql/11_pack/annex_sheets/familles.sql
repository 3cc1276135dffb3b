-- Sheet « Familles » of annexe-statistique.xlsx.
-- One row per family of texts, the largest first.
-- A spreadsheet's cell holds 32,767 units: of a longer letter the beginning is shown here, and
-- the whole in statistiques/families.csv.

with

labelled as (

    select
        families.*,
        questions.title,
        date_trunc(
            'week',
            families.first_answered_at at time zone 'UTC' at time zone form.time_zone
        )::date as first_week,
        date_trunc(
            'week',
            families.last_answered_at at time zone 'UTC' at time zone form.time_zone
        )::date as last_week,
        left(regexp_replace(trim(letters.original_text), '\s+', ' ', 'g'), 40)
            as beginning,
        substring(letters.original_text, 1, thresholds.cell_character_limit)
            as shown_text
    from families.families as families
    cross join form.form as form
    cross join form.thresholds as thresholds
    inner join form.questions as questions
        on families.question_id = questions.question_id
    left join pack.letters as letters on families.family_id = letters.family_id

)

select
    'n° ' || family_rank || ' · ' || beginning || '…' as "Famille",
    title as "Question",
    respondent_count as "Personnes",
    distinct_text_count as "Textes différents",
    as_is_count as "Repris tel quel",
    blanks_only_count as "Blancs ou phrases types",
    own_addition_count as "Avec un ajout personnel",
    first_week as "Première semaine",
    last_week as "Dernière semaine",
    shown_text as "Texte de la lettre",
    family_id as "Identifiant"
from labelled
order by family_rank
