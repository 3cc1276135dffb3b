-- Contributions per week, in the form's own time zone.
-- One row per week (its Monday) from the first contribution to the last, zeros included, and one
-- (null) for those without a date where there are any; key: week.
-- The pack has weeks alone: a day, a place or a category could point at somebody who is not named.

with

arrivals as (

    select
        local_week(answered_at) as week,
        true as has_come
    from respondents.contributions

),

weeks as (

    select unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from arrivals
    union all
    select distinct week
    from arrivals
    where week is null

)

select
    weeks.week,
    count(*) filter (where arrivals.has_come) as contribution_count
from weeks
left join arrivals on weeks.week is not distinct from arrivals.week
group by weeks.week
order by weeks.week nulls last
