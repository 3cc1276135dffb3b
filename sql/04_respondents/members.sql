-- Respondents and the submissions that are theirs.
-- One row per eligible submission; key: submission_id.
-- A respondent is called after the smallest of their submission ids, compared as texts.

with

attached as (

    select
        eligible.submission_id,
        coalesce(links.contribution_id, eligible.submission_id) as contribution_id,
        eligible.consent,
        eligible.answered_at,
        eligible.sid
    from respondents.eligible as eligible
    left join respondents.links as links using (submission_id)

),

named as (

    select
        submission_id,
        contribution_id,
        min(submission_id) over (partition by contribution_id) as respondent_id,
        consent,
        answered_at,
        sid
    from attached

)

select * from named
