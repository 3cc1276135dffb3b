-- The flow in numbers: how many submissions each box holds.
-- One row per box, empty ones included; key: box. The counts add up to everything received. Who was
-- erased at their request is counted among the withdrawn, and known nowhere else.

with

boxes as (

    select
        id as box,
        label as box_label,
        position
    from form.words
    where kind = 'box'

),

received as (

    select box from respondents.flow
    union all
    select 'withdrawn' as box from respondents_steps.erased

),

boxed as (

    select
        box,
        count(*) as submission_count
    from received
    group by box

),

counted as (

    select
        boxes.box,
        boxes.box_label,
        coalesce(boxed.submission_count, 0) as submission_count,
        boxes.position
    from boxes
    left join boxed using (box)

)

select
    box,
    box_label,
    submission_count
from counted
order by position
