-- Submissions that Framaforms numbered and that no export has.
-- One row, or none.
-- Nothing proves a first export whole; the form's own counter may prove that it is not.

with

submissions as (

    select
        max(serial) as last_serial,
        count(*) as submission_count
    from clean.submissions
    where sid is not null

),

rejections as (

    select count(*) as rejection_count
    from clean.rejections

),

known as (

    select
        submissions.last_serial,
        submissions.submission_count + rejections.rejection_count as known_count
    from submissions
    cross join rejections

)

select
    known.last_serial,
    known.known_count
from known
cross join form.thresholds as thresholds
where known.known_count < thresholds.full_export_share * known.last_serial
