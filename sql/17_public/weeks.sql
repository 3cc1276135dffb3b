-- How many persons answered in each week, in the form's own time zone.
-- One row per week (its Monday) from the first contribution to the last, weeks without any included,
-- and one for those who have no date (week null) where there are any.

select
    date_trunc('week', day)::date as week,
    sum(contribution_count)::bigint as contribution_count
from statistics.participation_by_day
group by all
union all
select
    null::date as week,
    count(*) as contribution_count
from respondents.contributions
where answered_at is null
having count(*) > 0
