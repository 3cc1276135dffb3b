-- statistiques/participation_by_week.csv of the pack: consenting contributions only.
-- One row per week from the first contribution to the last, and category; zeros included.
-- Never by day, nor by place: with the category, that could point at somebody who is not named.

with

arrivals as (

    select
        local_week(answered_at) as week,
        category_id
    from respondents.contributions
    where answered_at is not null

),

weeks as (

    select unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from arrivals

),

categories as (

    select category_id from form.categories
    union all
    select null as category_id

),

counts as (

    select
        week,
        category_id,
        count(*) as contribution_count
    from arrivals
    group by week, category_id

)

select
    weeks.week,
    categories.category_id,
    coalesce(
        word('category', categories.category_id).label, sentence('none', 'category')
    ) as category_label,
    coalesce(counts.contribution_count, 0) as contribution_count
from weeks
cross join categories
left join counts
    on
        weeks.week = counts.week
        and categories.category_id is not distinct from counts.category_id
order by weeks.week, word('category', categories.category_id).position nulls last
