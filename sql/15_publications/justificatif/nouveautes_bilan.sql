-- Counts above the sheet « Nouveautés » of justificatif.xlsx.
-- One row per kind of change that the latest export brought; none when there is one export.

select
    word('change', change).label as "Changement",
    count(*) as "Soumissions"
from changes.submissions
group by change
order by word('change', change).position
