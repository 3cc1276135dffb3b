-- Counts above the sheet « Nouveautés » of justificatif.xlsx.
-- One row per kind of change that the latest export brought, or a decision since; last, those who
-- were erased, of whom nothing says when.

with

changes as (

    select change from changes.submissions
    union all
    select 'erased' as change from respondents_steps.erased

)

select
    word('change', change).label as "Changement",
    count(*) as "Soumissions"
from changes
group by change
order by word('change', change).position
