-- What the pack is about: the form, and the weeks of its contributions.
-- One row.
-- Weeks and no day: the last contribution may be that of somebody who is not named.

with

counted as (

    select
        count(*) as contribution_count,
        local_week(min(answered_at)) as first_week,
        local_week(max(answered_at)) as last_week
    from respondents.contributions

)

select
    form.form_id,
    form.title,
    form.recipient,
    counted.*
from form.form as form
cross join counted
