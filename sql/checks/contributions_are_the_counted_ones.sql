-- The contributions are the submissions of the box `counted`, one per respondent.
-- One row per offending submission.

with

counted as (

    select submission_id from respondents.flow
    where box = 'counted'

),

contributions as (

    select
        submission_id,
        count(*) over (partition by respondent_id) as contribution_count
    from respondents.contributions

)

select
    counted.submission_id as counted_submission_id,
    contributions.submission_id
from counted
full join contributions on counted.submission_id = contributions.submission_id
where
    counted.submission_id is null
    or contributions.submission_id is null
    or contributions.contribution_count != 1
