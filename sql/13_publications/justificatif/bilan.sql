-- Sheet « Bilan » of justificatif.xlsx.
-- One row per box of the flow; the shares add up to everything received.

select
    word('box', box).label as "Case",
    submission_count as "Soumissions",
    submission_count / nullif(sum(submission_count) over (), 0) as "Part",
    word('box', box).explanation as "Ce que c'est"
from statistics.flow
order by word('box', box).position
