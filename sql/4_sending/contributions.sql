-- What may leave the house: contributions whose author agreed to send them.
-- One row per contribution; keys: submission_id, reference.
-- The reference is the pseudonym of the respondent's first submission: re-sends don't change it.

with

members as (

    select * from respondents.members

),

first_submissions as (

    select
        contribution_id,
        submission_id as first_submission_id
    from members
    qualify
        row_number() over (
            partition by contribution_id
            order by sid asc nulls last, submission_id asc
        ) = 1

),

agreed as (

    select
        contributions.submission_id,
        given.reference,
        contributions.respondent_kind,
        contributions.consent,
        contributions.is_consent_decided,
        contributions.category_id,
        contributions.submission_count,
        contributions.answered_at
    from respondents.contributions as contributions
    inner join first_submissions
        on contributions.submission_id = first_submissions.contribution_id
    inner join pseudonyms.submissions as given
        on first_submissions.first_submission_id = given.submission_id
    where contributions.consent in ('own_name', 'collective_name', 'anonymous')

)

select * from agreed
