-- Sheet « Participation » of annexe-statistique.xlsx.
-- One row per week from the first contribution to the last.

select
    week as "Semaine du",
    contribution_count as "Contributions",
    sum(contribution_count) over (order by week)::bigint as "Cumul"
from pack.annex_files__participation_by_week
order by week
