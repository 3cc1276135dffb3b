-- Sheet « Bilan » of synthese.xlsx.
-- One row per box of the flow; the shares add up to everything received.

with

boxes as (

    select * from form.words
    where kind = 'box'

),

counted as (

    select
        boxes.position,
        boxes.label,
        flow.submission_count,
        flow.submission_count / nullif(sum(flow.submission_count) over (), 0) as share,
        boxes.explanation
    from statistics.flow as flow
    inner join boxes on flow.box = boxes.id

)

select
    label as "Case",
    submission_count as "Soumissions",
    share as "Part",
    explanation as "Ce que c'est"
from counted
order by position
