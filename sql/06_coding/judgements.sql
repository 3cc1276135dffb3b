-- Judgement of each coder on each theme in a unit, made alone: agreement is measured on them.
-- One row per unit, theme that was looked for, and coder; key: unit_id, theme_id, coder.
-- A theme that came into the grid later was looked for by those who coded under that grid alone.

select
    unit_id,
    question_id,
    theme_id,
    coder,
    is_found
from coding_steps.said_themes
where is_own
