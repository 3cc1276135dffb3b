-- statistiques/participation_by_day.csv.
-- One row per day.

select
    day,
    contribution_count,
    cumulated_count
from statistics.participation_by_day
order by day
