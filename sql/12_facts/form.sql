-- Facts on the form, for first pages.
-- One row. Times are the form's own.

select
    form.form_id,
    form.title,
    form.recipient,
    local_time(form.closes_at) as closes_at,
    (
        select local_time(max(submissions.submitted_at))
        from clean.submissions as submissions
    ) as last_submitted_at,
    thresholds.sheet_row_limit
from form.form as form
cross join form.thresholds as thresholds
