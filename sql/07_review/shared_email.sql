-- Submissions that one e-mail links under two full names: a couple's address, or a second name.
-- One row per e-mail and submission; key: submission_id.
-- They are one respondent's until somebody says that they are two, which nothing else would show.

with

named as (

    select
        email_groups.*,
        case when contains(names.folded_name, ' ') then names.folded_name end
            as full_name
    from respondents_steps.email_groups as email_groups
    left join review.names as names using (submission_id)

)

select
    'shared_email' as reason,
    email_group_id as group_key,
    submission_id
from named
qualify count(distinct full_name) over (partition by email_group_id) > 1
