-- statistiques/theme_ranges.csv of the pack: lowest and highest share of themes under the rules.
-- One row per coded question (none: all of them together) and theme; key: question_id, theme_id.

select
    themes.question_id,
    themes.theme_id,
    themes.smallest as lowest_share,
    themes.greatest as highest_share
from publications.parts__theme_rows as themes
where themes.theme_id is not null
order by themes.question_id, themes.theme_id
