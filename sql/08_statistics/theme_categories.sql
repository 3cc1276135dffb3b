-- Themes by category of respondent, each contribution for one.
-- One row per coded question (null: all of them together), theme and declared category; zeros
-- included. Nothing as long as nothing is coded.
-- Contributions without a category are in theme_counts and not here.

with

counted as (

    select
        coded_texts.question_id,
        contributions.category_id,
        count(*) as written_count,
        count(*) filter (where coded_texts.is_coded) as coded_count
    from statistics_steps.coded_texts as coded_texts
    inner join respondents.contributions as contributions using (submission_id)
    where coded_texts.counting_rule = 'all'
    group by coded_texts.question_id, contributions.category_id

),

found as (

    select
        found_themes.question_id,
        found_themes.theme_id,
        contributions.category_id,
        count(*) filter (where found_themes.state = 'yes') as theme_count,
        count(*) filter (where found_themes.state = 'open') as open_count
    from statistics_steps.found_themes as found_themes
    inner join respondents.contributions as contributions using (submission_id)
    where found_themes.counting_rule = 'all'
    group by all

),

by_category as (

    select
        places.question_id,
        places.question_label,
        places.theme_id,
        places.theme_label,
        themes.position as theme_place,
        categories.category_id,
        coalesce(counted.written_count, 0) as written_count,
        coalesce(counted.coded_count, 0) as coded_count,
        coalesce(found.open_count, 0) as open_count,
        coalesce(found.theme_count, 0) as theme_count
    from statistics.theme_counts as places
    inner join coding.themes as themes using (theme_id)
    cross join form.categories as categories
    left join counted
        on
            places.question_id is not distinct from counted.question_id
            and categories.category_id = counted.category_id
    left join found
        on
            places.question_id is not distinct from found.question_id
            and places.theme_id = found.theme_id
            and categories.category_id = found.category_id
    where places.counting_rule = 'all'

)

select
    question_id,
    question_label,
    theme_id,
    theme_label,
    category_id,
    word('category', category_id).label as category_label,
    written_count,
    coded_count,
    open_count,
    theme_count,
    theme_count / nullif(coded_count, 0) as theme_share
from by_category
order by
    word('question', question_id).position nulls first,
    theme_place,
    word('category', category_id).position
