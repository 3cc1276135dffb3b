-- The boxes' counts add up to everything received.
-- One row when they don't.

with

received as (

    select
        (select count(*) from clean.submissions)
        + (select count(*) from clean.rejections)
        + (select count(*) from respondents_steps.erased) as received_count

),

counted as (

    select sum(submission_count) as boxed_count from statistics.flow

)

select
    received.received_count,
    counted.boxed_count
from received
cross join counted
where received.received_count is distinct from counted.boxed_count
