-- Submissions of a respondent whose latest consent is more public than an earlier one.
-- One row per respondent and submission; key: submission_id.
-- The other way round there is nothing to decide: the latest is the least public.

with

groups as (

    select
        members.contribution_id as group_key,
        members.submission_id
    from respondents.members as members
    inner join history.consents as consents using (consent)
    window respondent as (partition by members.contribution_id)
    qualify
        max(consents.publicity) filter (
            where members.submission_id = members.contribution_id
        ) over respondent > min(consents.publicity) over respondent

)

select * from groups
