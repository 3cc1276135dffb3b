-- Sheet « Participation » of synthese.xlsx.
-- One row per day from the first contribution to the last.

select
    day as "Jour",
    contribution_count as "Contributions",
    cumulated_count as "Cumul"
from statistics.participation_by_day
order by day
