-- Each theme for which the text of a contribution was read, and whether it has it.
-- One row per contribution, coded question and theme; key: submission_id, question_id, theme_id.
-- Read: all the units of the text were. `yes`: one of them has the theme; `open`: none has it for
-- certain, and coders differ about one; `no`. `is_drawn`: all are of the longest beginning of the
-- draw, among the units of the question, that was read for the theme without a hole.

with

placed as (

    select
        units.unit_id,
        themes.theme_id,
        unit_themes.state,
        units.sample_rank,
        min(units.sample_rank) filter (where unit_themes.unit_id is null) over (
            partition by units.question_id, themes.theme_id
        ) as first_hole
    from coding.units as units
    cross join coding.themes as themes
    left join coding.unit_themes as unit_themes
        on
            units.unit_id = unit_themes.unit_id
            and themes.theme_id = unit_themes.theme_id

)

select
    unit_submissions.submission_id,
    unit_submissions.question_id,
    placed.theme_id,
    max(placed.state) as state,
    bool_and(coalesce(placed.sample_rank < placed.first_hole, true)) as is_drawn
from coding.unit_submissions as unit_submissions
inner join placed using (unit_id)
group by unit_submissions.submission_id, unit_submissions.question_id, placed.theme_id
having count(placed.state) = count(*)
