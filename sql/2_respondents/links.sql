-- Re-sends: a submission replaced by a later one of the same respondent.
-- One row per replaced submission; key: submission_id.
-- The only rule is the same folded e-mail within the same kind; no e-mail, no link. The same
-- text is not the same person.

with

addressed as (

    select
        eligible.submission_id,
        eligible.sid,
        eligible.respondent_kind,
        eligible.answered_at,
        people.folded_email
    from respondents.eligible as eligible
    inner join contacts.people as people
        on eligible.submission_id = people.submission_id
    where people.folded_email is not null

),

compared as (

    select
        submission_id,
        first_value(submission_id) over (
            partition by respondent_kind, folded_email
            order by
                answered_at desc nulls last, sid desc nulls last, submission_id desc
        ) as contribution_id
    from addressed

),

replaced as (

    select
        submission_id,
        contribution_id,
        'same_email' as link_rule
    from compared
    where submission_id != contribution_id

)

select * from replaced
