-- Themes by category of respondent, each contribution for one.
-- One row per coded question (null: all of them together), theme and declared category; zeros
-- included. Nothing as long as nothing is coded.
-- Contributions without a category are in theme_counts and not here.

with

counted as (

    select
        places.question_id,
        places.question_label,
        places.theme_id,
        places.theme_label,
        categories.category_id,
        count(texts.submission_id) as written_count,
        count(readings.submission_id) as coded_count,
        count(*) filter (where readings.state = 'open') as open_count,
        count(*) filter (where readings.state = 'yes') as theme_count
    from statistics.theme_counts as places
    cross join form.categories as categories
    left join respondents.contributions as contributions using (category_id)
    left join statistics_steps.coded_texts as texts
        on
            contributions.submission_id = texts.submission_id
            and places.question_id is not distinct from texts.question_id
            and texts.counting_rule = 'all'
    left join statistics_steps.theme_readings as readings
        on
            texts.submission_id = readings.submission_id
            and places.question_id is not distinct from readings.question_id
            and places.theme_id = readings.theme_id
            and readings.counting_rule = 'all'
            and readings.is_drawn
    where places.counting_rule = 'all'
    group by all

)

select
    counted.question_id,
    counted.question_label,
    counted.theme_id,
    counted.theme_label,
    counted.category_id,
    word('category', counted.category_id).label as category_label,
    counted.written_count,
    counted.coded_count,
    counted.open_count,
    counted.theme_count,
    counted.theme_count / nullif(counted.coded_count, 0) as theme_share
from counted
inner join coding.themes as themes using (theme_id)
order by
    word('question', counted.question_id).position nulls first,
    themes.position,
    word('category', counted.category_id).position
