-- The reading of each contribution for each theme, under each rule.
-- One row per contribution, question (null: all coded ones together), theme and counting rule.
-- All questions together are the questions of the theme: a contribution is read once each text is.

with

over_all as (

    select
        texts.submission_id,
        themes.theme_id,
        max(readings.state) as state,
        bool_and(readings.is_drawn) as is_drawn
    from coding.submission_states as texts
    cross join coding.themes as themes
    left join coding.theme_readings as readings
        on
            texts.submission_id = readings.submission_id
            and texts.question_id = readings.question_id
            and themes.theme_id = readings.theme_id
    where
        len(themes.question_ids) = 0
        or list_contains(themes.question_ids, texts.question_id)
    group by texts.submission_id, themes.theme_id
    having bool_and(readings.state is not null)

),

readings as (

    select * from coding.theme_readings
    union all by name
    select * from over_all

)

select
    readings.submission_id,
    readings.question_id,
    readings.theme_id,
    readings.state,
    readings.is_drawn,
    coded_texts.unit_id,
    coded_texts.counting_rule,
    coded_texts.weight
from readings
inner join statistics_steps.coded_texts as coded_texts
    on
        readings.submission_id = coded_texts.submission_id
        and readings.question_id is not distinct from coded_texts.question_id
