-- Themes by category of respondent, each contribution for one.
-- One row per coded question (null: all of them together), theme and declared category; zeros
-- included. Nothing as long as nothing is coded.
-- Contributions without a category are in theme_counts and not here.

with

written as (

    select
        written.question_id,
        written.theme_id,
        contributions.category_id,
        count(*) as written_count
    from (
        select
            submission_id,
            question_id,
            null as theme_id
        from coding.submission_states
        union all by name
        select
            submission_id,
            theme_id
        from statistics_steps.themes_over_all
    ) as written
    inner join respondents.contributions as contributions using (submission_id)
    group by written.question_id, written.theme_id, contributions.category_id

),

counted as (

    select
        readings.question_id,
        readings.theme_id,
        contributions.category_id,
        count(*) as coded_count,
        count(*) filter (where readings.state = 'yes') as theme_count,
        count(*) filter (where readings.state = 'open') as open_count
    from statistics_steps.theme_readings as readings
    inner join respondents.contributions as contributions using (submission_id)
    where readings.counting_rule = 'all' and readings.is_drawn
    group by all

)

select
    places.question_id,
    places.question_label,
    places.theme_id,
    places.theme_label,
    categories.category_id,
    word('category', categories.category_id).label as category_label,
    coalesce(written.written_count, 0) as written_count,
    coalesce(counted.coded_count, 0) as coded_count,
    coalesce(counted.open_count, 0) as open_count,
    coalesce(counted.theme_count, 0) as theme_count,
    counted.theme_count / nullif(counted.coded_count, 0) as theme_share
from statistics.theme_counts as places
inner join coding.themes as themes using (theme_id)
cross join form.categories as categories
left join written
    on
        places.question_id is not distinct from written.question_id
        and places.theme_id = coalesce(written.theme_id, places.theme_id)
        and categories.category_id = written.category_id
left join counted
    on
        places.question_id is not distinct from counted.question_id
        and places.theme_id = counted.theme_id
        and categories.category_id = counted.category_id
where places.counting_rule = 'all'
order by
    word('question', places.question_id).position nulls first,
    themes.position,
    word('category', categories.category_id).position
