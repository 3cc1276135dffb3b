-- The counted contributions whose author agreed are sent, all of them and no other.
-- One row per contribution too many, or missing.

with

sent as (

    select submission_id from sending.contributions

),

sendable as (

    select contributions.submission_id
    from respondents.contributions as contributions
    inner join respondents.flow as flow using (submission_id)
    where contributions.is_sendable and flow.box = 'counted'

)

select coalesce(sent.submission_id, sendable.submission_id) as submission_id
from sent
full outer join sendable on sent.submission_id = sendable.submission_id
where sent.submission_id is null or sendable.submission_id is null
