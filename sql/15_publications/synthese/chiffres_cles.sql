-- Sheet « Chiffres clés » of synthese.xlsx.
-- One row per figure, with its denominator and the sheet that tells more.
-- Totals of choices come first, as most readers look only for them.

with

sections (section, section_place, section_sheet) as (

    values
    ('totals', 0, 'questions'),
    ('flow', 1, 'bilan'),
    ('sending', 2, 'contributions'),
    ('profile', 3, 'croisements'),
    ('answers', 4, 'regles_de_comptage'),
    ('themes', 5, 'themes'),
    ('texts', 6, null),
    ('pace', 7, 'participation')

),

figures as (

    select * from publications.parts__figures_of_people
    union all by name
    select * from publications.parts__figures_of_answers
    union all by name
    select
        'themes' as section,
        sentence(
            'themes', 'of_question', struct_pack(question := question)
        ) as heading,
        question_place as place,
        theme_place as subplace,
        theme as figure,
        theme_count as value,
        coded_count as base,
        smallest,
        greatest
    from publications.parts__theme_rows
    where
        is_in_short
        and theme_id is not null
        and theme_place <= 3
        and theme_count > 0
    union all by name
    select
        'texts' as section,
        *
    from publications.parts__figures_of_texts

)

select
    coalesce(figures.heading, sentence('headings', sections.section)) as "Rubrique",
    figures.figure as "Chiffre",
    figures.value / nullif(figures.base, 0) as "Part",
    figures.value as "Nombre",
    figures.base as "Sur",
    figures.smallest as "Part la plus basse",
    figures.greatest as "Part la plus haute",
    sentence('sheet', coalesce(figures.sheet, sections.section_sheet))
        as "Voir la feuille"
from figures
inner join sections using (section)
order by sections.section_place, figures.place, figures.subplace
