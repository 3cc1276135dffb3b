-- Sheet « Bilan » of justificatif.xlsx.
-- One row per box of the flow, then their total: everything received.

with

boxes as (

    select
        word('box', box).label as label,
        submission_count,
        word('box', box).explanation as explanation,
        word('box', box).position as place
    from statistics.flow
    union all
    select
        sentence('bilan', 'total') as label,
        sum(submission_count)::bigint as submission_count,
        sentence('bilan', 'all') as explanation,
        null as place
    from statistics.flow

)

select
    label as "Case",
    submission_count as "Soumissions",
    2 * submission_count / nullif(sum(submission_count) over (), 0) as "Part",
    explanation as "Ce que c’est"
from boxes
order by place nulls last
