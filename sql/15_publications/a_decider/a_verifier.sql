-- Sheet « À vérifier » of a-decider.xlsx.
-- One row per set of submissions that an organiser is asked to look at, the undecided first; before
-- them, what is about all answers at once.
-- The columns « Votre choix » to « Remarque » are for them to fill. The key tells, when the sheet
-- comes back, that nobody changed what a row is about: consultation/decisions/sheets.py reads it.

with

rows_to_check as (

    select * from publications.parts__doubts
    union all by name
    select
        *,
        0 as place
    from publications.parts__form_change
    union all by name
    select
        *,
        if(is_open, 0, 1000000000) as place
    from publications.parts__missing_answers
    union all by name
    select
        *,
        0 as place
    from publications.parts__rival_exports

)

select
    null::varchar as "Votre choix",
    subject_matter as "De quoi s’agit-il",
    question as "Question",
    argument as "Ce qui parle pour",
    names as "Noms donnés",
    towns as "Lieux donnés",
    answers as "Réponses",
    subject as "Soumissions",
    state as "Où en est-on",
    null::varchar as "Initiales",
    null::date as "Date",
    null::varchar as "Remarque",
    decided as "Déjà décidé",
    excess_count as "En trop si même personne",
    submission_count as "Combien",
    linked_count as "Déjà rapprochées",
    local_time(first_at) as "Première",
    local_time(last_at) as "Dernière",
    key as "Clé (ne pas modifier)"
from rows_to_check
order by place, first_sid nulls first, key
