-- Submissions of the same kind with the same folded e-mail, before any decision.
-- One row per submission that shares its e-mail; key: submission_id.
-- A group is called after its latest submission. No e-mail, no group.

with

addressed as (

    select
        eligible.submission_id,
        eligible.sid,
        eligible.respondent_kind,
        eligible.answered_at,
        people.folded_email
    from respondents.eligible as eligible
    inner join people.people as people using (submission_id)
    where people.folded_email is not null

)

select
    submission_id,
    first_value(submission_id) over (
        partition by respondent_kind, folded_email
        order by
            answered_at desc nulls last, sid desc nulls last, submission_id desc
    ) as email_group_id
from addressed
qualify count(*) over (partition by respondent_kind, folded_email) > 1
