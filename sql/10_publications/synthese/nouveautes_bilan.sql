-- Counts above the sheet « Nouveautés » of synthese.xlsx.
-- One row per kind of change that the latest export brought; none when there is one export.

with

counted as (

    select
        kinds.position,
        kinds.label,
        counts.submission_count
    from changes.counts as counts
    inner join form.words as kinds on counts.change = kinds.id and kinds.kind = 'change'
    where counts.submission_count > 0

)

select
    label as "Changement",
    submission_count as "Soumissions"
from counted
order by position
