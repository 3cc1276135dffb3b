-- Submissions of an e-mail that many were sent with: a shared address, or an insistent person.
-- One row per e-mail and submission; key: submission_id.
-- They are linked already; only a decision parts them.

with

counted as (

    select
        *,
        count(*) over (partition by email_group_id) as submission_count
    from respondents_steps.email_groups

),

groups as (

    select
        counted.email_group_id as group_key,
        counted.submission_id
    from counted
    cross join form.thresholds as thresholds
    where counted.submission_count >= thresholds.address_submission_count

)

select * from groups
