-- Sheet « Grille » of a-coder.xlsx.
-- One row per theme, below what can be chosen in place of one.
-- The key shows the content of the row when it was published.

with

said_in_place as (

    select
        0 as place,
        id,
        position,
        label,
        explanation
    from form.words
    where kind = 'theme_choice'

),

themes as (

    select
        themes.*,
        array_to_string(themes.question_ids, ' ; ') as questions,
        worded.change_count
    from coding.themes as themes
    inner join coding_steps.worded_themes as worded using (theme_id)

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
        questions as "Questions",
        theme_key(theme_id, [title, definition, example, questions], change_count)
            as "Identifiant (ne pas modifier)"
    from themes

)

select * exclude (place, position) from lines
order by place, position
