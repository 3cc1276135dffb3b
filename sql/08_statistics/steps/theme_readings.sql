-- The reading of each contribution for each theme, under each rule.
-- One row per contribution, question (null: all coded ones together), theme and counting rule.

with

readings as (

    select * from coding.theme_readings
    union all by name
    select * from statistics_steps.themes_over_all
    where state is not null

)

select
    readings.submission_id,
    readings.question_id,
    readings.theme_id,
    readings.state,
    readings.is_drawn,
    coded_texts.unit_id,
    coded_texts.counting_rule,
    coded_texts.weight,
    coded_texts.is_single
from readings
inner join statistics_steps.coded_texts as coded_texts
    on
        readings.submission_id = coded_texts.submission_id
        and readings.question_id is not distinct from coded_texts.question_id
