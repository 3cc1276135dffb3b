-- Requests to withdraw that no answer matches, and that no later request cancels.
-- One row, or none. A request that comes back in a corrected workbook is the same request.

with

unmatched as (

    select given.*
    from history.given_requests as given
    anti join respondents_steps.withdrawal_targets using (request_id)
    where given.request != 'cancel'

),

cancelled as (

    select * from history.given_requests
    where request = 'cancel'

),

unknown as (

    select distinct
        unmatched.identifier_kind,
        unmatched.identifier,
        unmatched.request
    from unmatched
    anti join cancelled
        on
            unmatched.decided_at <= cancelled.decided_at
            and unmatched.identifier_kind = cancelled.identifier_kind
            and unmatched.identifier = cancelled.identifier

)

select count(*) as request_count
from unknown
having count(*) > 0
