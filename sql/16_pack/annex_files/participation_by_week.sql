-- statistiques/participation_by_week.csv of the pack: consenting contributions only.
-- One row per week from the first contribution to the last, zeros included; key: week.
-- Never by day, place or category: that could point at somebody who is not named.

with

arrivals as (

    select local_week(answered_at) as week
    from respondents.contributions
    where answered_at is not null

),

weeks as (

    select unnest(generate_series(min(week), max(week), interval 7 day))::date as week
    from arrivals

)

select
    weeks.week,
    count(arrivals.week) as contribution_count
from weeks
left join arrivals on weeks.week = arrivals.week
group by weeks.week
order by weeks.week
