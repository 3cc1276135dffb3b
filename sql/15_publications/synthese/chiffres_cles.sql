-- Sheet « Chiffres clés » of synthese.xlsx.
-- One row per figure, with its denominator and the sheet that tells more.

with

sections as (

    select
        unnest(
            ['totals', 'flow', 'sending', 'profile', 'answers', 'texts', 'pace']
        ) as section,
        unnest([0, 1, 2, 3, 4, 5, 6]) as section_place

),

figures as (

    select * from publications.parts__figures_of_people
    union all by name
    select
        'answers' as section,
        *
    from publications.parts__figures_of_answers
    union all by name
    select
        'totals' as section,
        *
    from publications.parts__figures_of_totals
    union all by name
    select
        'texts' as section,
        *
    from publications.parts__figures_of_texts

)

select
    coalesce(figures.heading, sentence('headings', sections.section)) as "Rubrique",
    figures.figure as "Chiffre",
    figures.value as "Nombre",
    figures.base as "Sur",
    figures.value / nullif(figures.base, 0) as "Part",
    figures.smallest as "Part la plus basse",
    figures.greatest as "Part la plus haute",
    sentence('sheet', figures.sheet) as "Voir la feuille"
from figures
inner join sections on figures.section = sections.section
order by sections.section_place, figures.place, figures.subplace
