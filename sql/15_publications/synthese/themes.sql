-- Sheet « Thèmes » of synthese.xlsx, and of annexe-statistique.xlsx.
-- One row per coded question and theme, the most frequent first, then the texts that fit none; all
-- questions together come first, once all that was written is coded.

select
    question as "Question",
    theme as "Thème",
    everyone as "Part",
    theme_count::bigint as "Avec le thème",
    coded_count::bigint as "Textes codés",
    smallest as "Part la plus basse",
    greatest as "Part la plus haute",
    lowest_share as "Part, au moins",
    highest_share as "Part, au plus",
    chosen_theme_count::bigint as "Hors tirage, avec le thème",
    chosen_coded_count::bigint as "Hors tirage, codés",
    open_count::bigint as "En désaccord",
    written_count::bigint as "Textes écrits",
    quoted as "À citer",
    definition as "Définition"
from publications.parts__theme_rows
order by question_place, theme_place
