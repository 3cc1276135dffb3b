-- Requests to be erased that wait to be obeyed, and that no later request cancels.
-- One row per request; key: request_id. Until then they are obeyed as withdrawals.
-- A request that no answer matches keeps waiting: its number or address may be misread.
-- Never published.

with

erasures as (

    select * from history.given_requests
    where request = 'erase'

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
left join respondents_steps.left_addresses as known_by using (request_id)
anti join history.given_requests as cancelled
    on
        cancelled.request = 'cancel'
        and erasures.identifier_kind = cancelled.identifier_kind
        and erasures.identifier = cancelled.identifier
        and erasures.sent_until < cancelled.decided_at
