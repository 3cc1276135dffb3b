-- What the pack is about: the form, and the weeks of its contributions.
-- One row.
-- Weeks and no day: the last contribution may be that of somebody who is not named.

with

counted as (

    select
        count(*) as contribution_count,
        min(answered_at) as first_answered_at,
        max(answered_at) as last_answered_at
    from respondents.contributions

),

described as (

    select
        form.form_id,
        form.title,
        form.recipient,
        counted.contribution_count,
        local_week(counted.first_answered_at) as first_week,
        local_week(counted.last_answered_at) as last_week
    from form.form as form
    cross join counted

)

select * from described
