-- Every known submission and every rejection is in exactly one box.
-- One row per offending submission_id.

with

known as (

    select submission_id from clean.submissions
    union all
    select submission_id from clean.rejections

),

boxed as (

    select
        submission_id,
        count(*) as box_count
    from respondents.flow
    group by submission_id

)

select
    coalesce(known.submission_id, boxed.submission_id) as submission_id,
    boxed.box_count
from known
full join boxed on known.submission_id = boxed.submission_id
where
    known.submission_id is null
    or boxed.submission_id is null
    or boxed.box_count != 1
