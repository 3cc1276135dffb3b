-- Themes that were found in the text of each contribution.
-- One row per contribution, coded question and theme; key: submission_id, question_id, theme_id.

with

found as (

    select
        unit_id,
        unnest(theme_ids) as theme_id
    from coding.codes

)

select distinct
    units.submission_id,
    units.question_id,
    found.theme_id,
    'yes' as state
from found
inner join coding.unit_submissions as units on found.unit_id = units.unit_id
