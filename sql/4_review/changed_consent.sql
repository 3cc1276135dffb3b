-- Submissions of a respondent whose latest consent is more public than an earlier one.
-- One row per respondent and submission; key: submission_id.
-- The other way round there is nothing to decide: the latest is the least public.

with

members as (

    select
        *,
        case consent
            when 'own_name' then 3
            when 'collective_name' then 3
            when 'anonymous' then 2
            else 1
        end as publicity
    from respondents.members

),

raised as (

    select contribution_id
    from members
    group by contribution_id
    having
        max(publicity) filter (where submission_id = contribution_id) > min(publicity)

),

groups as (

    select
        members.contribution_id as group_key,
        members.submission_id
    from members
    inner join raised on members.contribution_id = raised.contribution_id

)

select * from groups
