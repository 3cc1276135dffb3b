-- What the pack is about: the form, how many contributions, the week of the last one.
-- One row.
-- A week and no day: the last contribution may be that of somebody who is not named.

with

counted as (

    select
        count(*) as contribution_count,
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
