-- statistiques/theme_categories.csv.
-- One row per coded question (none: all of them together), theme and category.

select
    counts.question_id,
    questions.title as question_label,
    counts.theme_id,
    themes.title as theme_label,
    counts.category_id,
    categories.label as category_label,
    counts.written_count,
    counts.coded_count,
    counts.open_count,
    counts.theme_count,
    counts.theme_share
from statistics.theme_categories as counts
inner join coding.themes as themes using (theme_id)
inner join form.categories as categories using (category_id)
left join form.questions as questions using (question_id)
order by questions.position nulls first, themes.position, categories.position
