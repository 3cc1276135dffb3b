-- Each theme for which the text of a contribution was read, and whether it has it.
-- One row per contribution, coded question and theme; key: submission_id, question_id, theme_id.
-- Read: all the units of the text were. `yes`: one of them has the theme; `open`: none has it for
-- certain, and coders differ about one; `no`. `is_drawn`: all are of the longest beginning of the
-- draw, among the units of the question, that was read for the theme without a hole.

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

read_units as (

    select
        unit_themes.unit_id,
        unit_themes.theme_id,
        unit_themes.state,
        holes.first_rank is null or units.sample_rank < holes.first_rank as is_drawn
    from coding.unit_themes as unit_themes
    inner join coding.units as units using (unit_id)
    inner join holes
        on
            units.question_id = holes.question_id
            and unit_themes.theme_id = holes.theme_id

),

unit_counts as (

    select
        submission_id,
        question_id,
        count(*) as unit_count
    from coding.unit_submissions
    group by submission_id, question_id

)

select
    unit_submissions.submission_id,
    unit_submissions.question_id,
    read_units.theme_id,
    max(read_units.state) as state,
    bool_and(read_units.is_drawn) as is_drawn
from coding.unit_submissions as unit_submissions
inner join read_units using (unit_id)
inner join unit_counts using (submission_id, question_id)
group by
    unit_submissions.submission_id,
    unit_submissions.question_id,
    read_units.theme_id,
    unit_counts.unit_count
having count(*) = unit_counts.unit_count
