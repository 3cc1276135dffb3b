-- The themes of the grid, each as it was worded last.
-- One row per theme; key: theme_id.
-- A theme that was removed, or merged into another, has no row. The last wording is found as the
-- last code is (coding_steps.given_codes).

select
    theme_id,
    title,
    definition,
    example,
    question_ids,
    row_number() over (
        order by position, theme_id
    ) as position
from coding_steps.worded_themes
where title is not null
