-- Sheet « Chiffres clés » of synthese.xlsx.
-- One row per figure, with its denominator and the sheet that tells more.
-- Totals of choices come first, as most readers look only for them. Themes are only in « Thèmes »: a
-- share of texts needs its margin and the agreement of its coders beside it.

with

sections (section, section_place, section_sheet) as (

    values
    ('totals', 0, 'questions'),
    ('flow', 1, 'bilan'),
    ('sending', 2, 'contributions'),
    ('profile', 3, 'croisements'),
    ('answers', 4, 'regles_de_comptage'),
    ('texts', 5, null),
    ('pace', 6, 'participation')

),

figures as (

    select * from publications.parts__figures_of_people
    union all by name
    select * from publications.parts__figures_of_answers
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
