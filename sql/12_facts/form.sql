-- What first pages say of the form.
-- One row. Times are the form's own.

with

submissions as (

    select max(submitted_at) as last_submitted_at
    from clean.submissions

)

select
    form.form_id,
    form.title,
    form.recipient,
    form.closes_at at time zone 'UTC' at time zone form.time_zone as closes_at,
    submissions.last_submitted_at
    at time zone 'UTC'
    at time zone form.time_zone as last_submitted_at,
    thresholds.sheet_row_limit
from form.form as form
cross join form.thresholds as thresholds
cross join submissions
