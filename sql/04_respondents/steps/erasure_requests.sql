-- Requests to be erased that wait to be obeyed, and that no later request cancels.
-- One row per request; key: file_id, sheet, sheet_row. Until then they are obeyed as withdrawals.
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
        file_id,
        sheet,
        sheet_row,
        submission_id
    from respondents_steps.withdrawal_targets
    union
    select
        erasures.file_id,
        erasures.sheet,
        erasures.sheet_row,
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
        file_id,
        sheet,
        sheet_row,
        list(submission_id order by submission_id) as submission_ids
    from reached
    group by file_id, sheet, sheet_row

),

addresses as (

    select distinct
        targets.file_id,
        targets.sheet,
        targets.sheet_row,
        said.folded_email
    from respondents_steps.withdrawal_targets as targets
    inner join people.said_addresses as said using (submission_id)

),

-- Answers of an address that were there by the request, and that it leaves.
staying as (

    select distinct
        addresses.file_id,
        addresses.sheet,
        addresses.sheet_row,
        addresses.folded_email
    from addresses
    inner join erasures using (file_id, sheet, sheet_row)
    inner join people.said_addresses as others using (folded_email)
    inner join clean.submissions as submissions
        on others.submission_id = submissions.submission_id
    anti join respondents_steps.withdrawal_targets as targets
        on
            addresses.file_id = targets.file_id
            and addresses.sheet = targets.sheet
            and addresses.sheet_row = targets.sheet_row
            and others.submission_id = targets.submission_id
    where coalesce(submissions.submitted_at <= erasures.sent_until, true)

),

known_by as (

    select
        addresses.file_id,
        addresses.sheet,
        addresses.sheet_row,
        list(addresses.folded_email order by addresses.folded_email) as folded_emails
    from addresses
    anti join staying using (file_id, sheet, sheet_row, folded_email)
    group by addresses.file_id, addresses.sheet, addresses.sheet_row

)

select
    erasures.file_id,
    erasures.sheet,
    erasures.sheet_row,
    erasures.identifier_kind,
    erasures.identifier,
    erasures.decided_at as asked_at,
    erasures.sent_until,
    coalesce(found.submission_ids, []) as submission_ids,
    coalesce(known_by.folded_emails, []) as folded_emails
from erasures
left join found using (file_id, sheet, sheet_row)
left join known_by using (file_id, sheet, sheet_row)
anti join cancelled
    on
        erasures.identifier_kind = cancelled.identifier_kind
        and erasures.identifier = cancelled.identifier
        and erasures.sent_until < cancelled.decided_at
