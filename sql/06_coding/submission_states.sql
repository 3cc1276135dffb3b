-- How far the text of each contribution is coded: wholly, when all its units are.
-- One row per contribution and question where something is written; key: submission_id,
-- question_id. None at all as long as nothing is coded.
-- unit_id is the text's own unit, or its letter's: what was added to a letter is another one.
-- is_drawn: all its units are of the longest beginning of the draw that was coded without a hole.

with

coded_units as (

    select unit_id from coding.codes
    union
    select unit_id from coding.settlements

),

progress as (

    select count(*) > 0 as has_begun from coded_units

),

holes as (

    select
        units.question_id,
        min(units.sample_rank) as first_rank
    from coding.units as units
    left join coded_units using (unit_id)
    where coded_units.unit_id is null
    group by units.question_id

),

texts as (

    select
        unit_submissions.submission_id,
        unit_submissions.question_id,
        min(unit_submissions.unit_id) filter (where units.unit_kind != 'addition')
            as unit_id,
        bool_and(coded_units.unit_id is not null) as is_coded,
        bool_and(coalesce(units.sample_rank < holes.first_rank, true)) as is_drawn
    from coding.unit_submissions as unit_submissions
    cross join progress
    inner join coding.units as units using (unit_id)
    left join coded_units using (unit_id)
    left join holes on unit_submissions.question_id = holes.question_id
    where progress.has_begun
    group by unit_submissions.submission_id, unit_submissions.question_id

),

themes as (

    select
        submission_id,
        question_id,
        bool_or(state = 'open') as has_open,
        count(*) filter (where state = 'yes') as theme_count
    from coding.submission_themes
    group by submission_id, question_id

)

select
    texts.submission_id,
    texts.question_id,
    texts.unit_id,
    texts.is_coded,
    texts.is_coded and texts.is_drawn as is_drawn,
    coalesce(themes.has_open, false) as has_open,
    coalesce(themes.theme_count, 0) as theme_count
from texts
left join themes using (submission_id, question_id)
