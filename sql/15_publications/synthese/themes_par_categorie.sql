-- Below « Thèmes » in synthese.xlsx, before its categories are spread into columns.
-- One row per coded question, theme and category, in the order of « Thèmes ».

select
    places.question as "Question",
    places.theme as "Thème",
    counts.category_label as "Catégorie",
    counts.theme_count as "Avec le thème",
    counts.coded_count as "Textes codés",
    counts.theme_share as "Part"
from publications.parts__theme_rows as places
inner join statistics.theme_categories as counts
    on
        places.question_id is not distinct from counts.question_id
        and places.theme_id = counts.theme_id
order by
    places.question_place,
    places.theme_place,
    word('category', counts.category_id).position
