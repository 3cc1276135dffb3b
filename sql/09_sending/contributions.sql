-- Contributions whose author agreed to send them: nothing else leaves the house.
-- One row per contribution; keys: submission_id, reference.
-- The reference is the pseudonym of the respondent's first known submission: neither re-sends nor
-- the deletion of that submission change it. A reference in a frozen release stays, whatever comes
-- to light before it. Its week orders the pack.

with

-- What counts no more, or not yet, may have come first: a draft, a deleted answer, a late one.
sharing_an_address as (

    select distinct
        members.contribution_id,
        others.submission_id
    from respondents.members as members
    inner join respondents.kinds as kinds using (submission_id)
    inner join people.said_addresses as addresses using (submission_id)
    inner join people.said_addresses as others using (folded_email)
    inner join respondents.kinds as other_kinds
        on
            others.submission_id = other_kinds.submission_id
            and kinds.respondent_kind = other_kinds.respondent_kind
    anti join respondents.eligible as eligible
        on others.submission_id = eligible.submission_id

),

-- An address that is shared by people who are told apart is nobody's.
all_submissions as (

    select
        contribution_id,
        submission_id
    from respondents.members
    union
    select
        contribution_id,
        submission_id
    from sharing_an_address
    qualify count(*) over (partition by submission_id) = 1

),

first_submissions as (

    select
        all_submissions.contribution_id,
        given.reference,
        local_week(
            coalesce(submissions.completed_at, submissions.submitted_at)
        ) as first_week
    from all_submissions
    inner join clean.submissions as submissions using (submission_id)
    inner join pseudonyms.submissions as given using (submission_id)
    left join pseudonyms.frozen as frozen using (reference)
    qualify
        row_number() over (
            partition by all_submissions.contribution_id
            order by
                frozen.reference is null asc,
                submissions.sid asc nulls last,
                all_submissions.submission_id asc
        ) = 1

)

select
    contributions.submission_id,
    first_submissions.reference,
    contributions.respondent_kind,
    contributions.consent,
    contributions.is_consent_decided,
    contributions.category_id,
    contributions.submission_count,
    contributions.answered_at,
    first_submissions.first_week
from respondents.contributions as contributions
inner join first_submissions
    on contributions.submission_id = first_submissions.contribution_id
where contributions.is_sendable
