-- The state of each submission, to be compared with an earlier one.
-- One row per submission or rejection; key: submission_id.

with

flow as (

    select * from respondents.flow

),

submissions as (

    select * from clean.submissions

),

contributions as (

    select * from respondents.contributions

),

digests as (

    select
        submission_id,
        answers_digest
    from clean_steps.digests

),

states as (

    select
        flow.submission_id,
        flow.box,
        coalesce(contributions.consent, submissions.consent) as consent,
        digests.answers_digest
    from flow
    left join submissions on flow.submission_id = submissions.submission_id
    left join contributions on flow.submission_id = contributions.submission_id
    left join digests on flow.submission_id = digests.submission_id

)

select * from states
