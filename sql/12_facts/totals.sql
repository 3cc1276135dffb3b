-- How many submissions were finished, may be sent, are sent, and how many texts wait.
-- One row.

with

finished as (

    select count(*) as finished_count
    from clean.submissions
    where not is_draft

),

sendable as (

    select count(*) as sendable_count
    from respondents.contributions
    where is_sendable

),

sent as (

    select count(*) as sent_count
    from sending.contributions

),

unread as (

    select count(*) as unread_text_count
    from sending.readings
    where state not in ('applied', 'by_hand')

)

select
    finished.finished_count,
    sendable.sendable_count,
    sent.sent_count,
    unread.unread_text_count
from finished
cross join sendable
cross join sent
cross join unread
