-- Requests to be erased that wait to be obeyed, and that no later request cancels.
-- One row per request; key: request_id. Until then they are obeyed as withdrawals.
-- Those that no answer matches wait on: their number or address may be misread.
-- `folded_emails`: by these addresses an older answer that turns up later is known to be theirs. An
-- address that somebody else used too, who stays, tells nothing.
-- Never published.

with

erasures as (

    select * from history.given_requests
    where request = 'erase'

),

cancelled as (

    select * from history.given_requests
    where request = 'cancel'

),

-- Of a tool without numbers, an address may stand only in an export that another replaced.
reached as (

    select
        request_id,
        submission_id
    from respondents_steps.withdrawal_targets
    union
    select
        erasures.request_id,
        former.submission_id
    from erasures
    inner join typed.former_answers as former
        on
            erasures.identifier_kind = 'email'
            and erasures.identifier = former.folded_email
    where coalesce(former.submitted_at <= erasures.sent_until, true)

),

found as (

    select
        request_id,
        list(submission_id order by submission_id) as submission_ids
    from reached
    group by request_id

),

addresses as (

    select distinct
        targets.request_id,
        said.folded_email
    from respondents_steps.withdrawal_targets as targets
    inner join people.said_addresses as said using (submission_id)

),

-- Answers of an address that were there by the request, and that it leaves.
staying as (

    select distinct
        addresses.request_id,
        addresses.folded_email
    from addresses
    inner join erasures using (request_id)
    inner join people.said_addresses as others using (folded_email)
    inner join clean.submissions as submissions
        on others.submission_id = submissions.submission_id
    anti join respondents_steps.withdrawal_targets as targets
        on
            addresses.request_id = targets.request_id
            and others.submission_id = targets.submission_id
    where coalesce(submissions.submitted_at <= erasures.sent_until, true)

),

known_by as (

    select
        request_id,
        list(folded_email order by folded_email) as folded_emails
    from addresses
    anti join staying using (request_id, folded_email)
    group by request_id

)

select
    erasures.request_id,
    erasures.identifier_kind,
    erasures.identifier,
    erasures.decided_at as asked_at,
    erasures.sent_until,
    coalesce(found.submission_ids, []) as submission_ids,
    coalesce(known_by.folded_emails, []) as folded_emails
from erasures
left join found using (request_id)
left join known_by using (request_id)
anti join cancelled
    on
        erasures.identifier_kind = cancelled.identifier_kind
        and erasures.identifier = cancelled.identifier
        and erasures.sent_until < cancelled.decided_at
