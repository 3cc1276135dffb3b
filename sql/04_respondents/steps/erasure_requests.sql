-- Requests to be erased that wait to be obeyed, and that no later request cancels.
-- One row per request; key: file_id, sheet, sheet_row. Until then they are obeyed as withdrawals.
-- Those that no answer matches wait on: their number or address may be misread.
-- Never published.

with

erasures as (

    select * from history.given_requests
    where request = 'erase'

),

cancelled as (

    select * from history.given_requests
    where request = 'cancel' and not is_ahead

),

found as (

    select
        file_id,
        sheet,
        sheet_row,
        list(submission_id order by submission_id) as submission_ids
    from respondents_steps.withdrawal_targets
    group by file_id, sheet, sheet_row

)

select
    erasures.file_id,
    erasures.sheet,
    erasures.sheet_row,
    erasures.identifier_kind,
    erasures.identifier,
    erasures.decided_at as asked_at,
    erasures.sent_until,
    coalesce(found.submission_ids, []) as submission_ids
from erasures
left join found using (file_id, sheet, sheet_row)
anti join cancelled
    on
        erasures.identifier_kind = cancelled.identifier_kind
        and erasures.identifier = cancelled.identifier
        and erasures.sent_until < cancelled.decided_at
