-- What people asked for what they sent, and since when each request counts.
-- One row per row that was filled in; key: file_id, sheet, sheet_row.
-- What is to be erased was sent up to `sent_until`, in UTC: the end of the day of the request, or
-- its moment; null for other requests.

select
    given.file_id,
    given.sheet,
    given.sheet_row,
    given.identifier_kind,
    given.identifier,
    given.choice as request,
    given.said_at,
    given.read_at,
    given.is_ahead,
    given.is_dated,
    given.decided_at,
    given.initials,
    given.remark,
    case
        when given.choice = 'erase' and given.is_dated
            then
                (
                    date_trunc(
                        'day',
                        given.decided_at at time zone 'UTC' at time zone form.time_zone
                    ) + interval 1 day - interval 1 microsecond
                ) at time zone form.time_zone at time zone 'UTC'
        when given.choice = 'erase' then given.decided_at
    end as sent_until
from history.given as given
cross join form.form as form
where given.decision_kind = 'request'
