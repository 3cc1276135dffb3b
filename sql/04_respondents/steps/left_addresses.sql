-- Addresses of people who ask to be erased, if nobody else who stays uses them.
-- One row per request to be erased with such an address; key: request_id.
-- By these addresses, an older answer that turns up later is recognised as theirs. Never published.

with

addresses as (

    select distinct
        requests.request_id,
        requests.sent_until,
        said.folded_email
    from history.given_requests as requests
    inner join respondents_steps.withdrawal_targets using (request_id)
    inner join people.said_addresses as said using (submission_id)
    where requests.request = 'erase'

),

-- Answers of an address that were there by the request, and that it leaves.
staying as (

    select distinct
        addresses.request_id,
        addresses.folded_email
    from addresses
    inner join people.said_addresses as others using (folded_email)
    inner join clean.submissions as submissions
        on others.submission_id = submissions.submission_id
    anti join respondents_steps.withdrawal_targets as targets
        on
            addresses.request_id = targets.request_id
            and others.submission_id = targets.submission_id
    where coalesce(submissions.submitted_at <= addresses.sent_until, true)

)

select
    request_id,
    list(folded_email order by folded_email) as folded_emails
from addresses
anti join staying using (request_id, folded_email)
group by request_id
