-- The flow in numbers: how many submissions each box holds.
-- One row per box, empty ones included; key: box. The counts add up to everything received. Who was
-- erased at their request is counted among the withdrawn, and known nowhere else.

with

received as (

    select box from respondents.flow
    union all
    select 'withdrawn' as box from respondents_steps.erased

)

select
    boxes.id as box,
    boxes.label as box_label,
    count(received.box) as submission_count
from form.words as boxes
left join received on boxes.id = received.box
where boxes.kind = 'box'
group by boxes.id, boxes.label, boxes.position
order by boxes.position
