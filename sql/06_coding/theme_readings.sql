-- Each theme for which the text of a contribution was read, and whether it has it.
-- One row per contribution, coded question and theme; key: submission_id, question_id, theme_id.
-- A text is read once all its units are. `yes`: one of the units has the theme. `open`: none has it
-- for certain, and coders differ about one. `no`: none has it. `is_drawn`: all come before the
-- first unit of the question, in the order of the draw, that was not read for the theme.

with

holes as (

    select
        units.question_id,
        themes.theme_id,
        min(units.sample_rank) filter (
            where unit_themes.unit_id is null
        ) as first_rank
    from coding.units as units
    cross join coding.themes as themes
    left join coding.unit_themes as unit_themes
        on
            units.unit_id = unit_themes.unit_id
            and themes.theme_id = unit_themes.theme_id
    group by units.question_id, themes.theme_id

),

pieces as (

    select
        *,
        count(*) over (partition by submission_id, question_id) as unit_count
    from coding.unit_submissions

)

select
    pieces.submission_id,
    pieces.question_id,
    unit_themes.theme_id,
    max(unit_themes.state) as state,
    bool_and(coalesce(units.sample_rank < holes.first_rank, true)) as is_drawn
from pieces
inner join coding.units as units using (unit_id)
inner join coding.unit_themes as unit_themes using (unit_id)
inner join holes
    on
        units.question_id = holes.question_id
        and unit_themes.theme_id = holes.theme_id
group by pieces.submission_id, pieces.question_id, unit_themes.theme_id
having count(*) = any_value(pieces.unit_count)
