-- Progress of coding the text of each contribution: it is coded once all its units are.
-- One row per contribution and question where something is written; key: submission_id,
-- question_id. None at all as long as nothing is coded.
-- unit_id is the text's own unit, or the unit of its letter. An addition to a letter is another
-- unit. is_drawn: all its units come before the first uncoded unit of the draw (for its question).

with

coded_units as (

    select unit_id from coding.codes
    union
    select unit_id from coding.settlements

),

placed as (

    select
        units.*,
        coded_units.unit_id is not null as is_coded,
        min(units.sample_rank) filter (where coded_units.unit_id is null) over (
            partition by units.question_id
        ) as first_hole
    from coding.units as units
    left join coded_units using (unit_id)
    qualify count(coded_units.unit_id) over () > 0

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
    min(placed.unit_id) filter (where placed.unit_kind != 'addition') as unit_id,
    bool_and(placed.is_coded) as is_coded,
    bool_and(coalesce(placed.sample_rank < placed.first_hole, true)) as is_drawn,
    coalesce(any_value(themes.has_open), false) as has_open,
    coalesce(any_value(themes.theme_count), 0) as theme_count
from coding.unit_submissions as texts
inner join placed using (unit_id)
left join themes
    on
        texts.submission_id = themes.submission_id
        and texts.question_id = themes.question_id
group by texts.submission_id, texts.question_id
