-- Contributions per day, in the form's own time zone.
-- One row per day from the first contribution to the last, days without any included; key: day.

with

days_of_contributions as (

    select local_time(answered_at)::date as day
    from respondents.contributions
    where answered_at is not null

),

days as (

    select unnest(generate_series(min(day), max(day), interval 1 day))::date as day
    from days_of_contributions

),

counted as (

    select
        days.day,
        count(days_of_contributions.day) as contribution_count
    from days
    left join days_of_contributions using (day)
    group by days.day

)

select
    *,
    sum(contribution_count) over (order by day)::bigint as cumulated_count
from counted
order by day
