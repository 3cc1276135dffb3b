-- Sheet « Participation » of annexe-statistique.xlsx.
-- One row per week from the first contribution to the last.

with

weeks as (

    select
        week,
        sum(contribution_count)::bigint as contribution_count
    from pack.annex_files__participation_by_week
    group by week

)

select
    week as "Semaine du",
    contribution_count as "Contributions",
    sum(contribution_count) over (order by week)::bigint as "Cumul"
from weeks
order by week
