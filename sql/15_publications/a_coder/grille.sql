-- Sheet « Grille » of a-coder.xlsx.
-- One row per theme, below what can be chosen in place of one.

with

said_in_place as (

    select
        0 as place,
        id,
        position,
        label,
        explanation
    from form.words
    where kind = 'coding_choice'

),

lines as (

    select
        place,
        position,
        label as "Thème",
        explanation as "Définition",
        null::varchar as "Exemple",
        null::varchar as "Questions",
        null::varchar as "Identifiant (ne pas modifier)"
    from said_in_place
    union all
    select
        1 as place,
        position,
        title as "Thème",
        definition as "Définition",
        example as "Exemple",
        array_to_string(question_ids, ' ; ') as "Questions",
        theme_id as "Identifiant (ne pas modifier)"
    from coding.themes

)

select * exclude (place, position) from lines
order by place, position
