-- What people asked for what they sent, and since when each request counts.
-- One row per row that was filled in; key: file_id, sheet, sheet_row.
-- Nothing is asked after the moment when it was read: what is dated later (`is_ahead`: a slip, a
-- clock that is wrong) counts from then on, as a day. To save a workbook again cancels nothing: a
-- « cancel » without a date, or ahead of its time, is as old as the first that said so, but for one
-- that was written on the page (`is_timed`), which is of its own moment.
-- What is to be erased was sent up to `sent_until`, in UTC: the end of the day of the request, or
-- its moment; null for other requests.

with

given as (

    select
        requests.* replace (
            coalesce(requests.is_dated, false) as is_dated,
            case requests.identifier_kind
                when 'email' then lower(nfc_normalize(trim(requests.identifier)))
                else requests.identifier
            end as identifier
        ),
        requests.decided_at as said_at,
        files.read_at
    from raw.withdrawals as requests
    left join raw.decision_files as files using (file_id)

),

-- Given again once its date has come, it is still what was said before.
compared as (

    select
        *,
        coalesce(
            bool_or(said_at > read_at) over (
                partition by identifier_kind, identifier, request, said_at
            ),
            false
        ) as is_ahead
    from given

),

dated as (

    select
        * replace (
            is_dated and not is_ahead as is_dated,
            case when said_at > read_at then read_at else decided_at end as decided_at
        )
    from compared

),

settled as (

    select
        file_id,
        sheet,
        sheet_row,
        identifier_kind,
        identifier,
        request,
        said_at,
        read_at,
        is_ahead,
        is_dated or is_ahead as is_dated,
        case
            when request = 'cancel' and not is_dated and is_timed is not true
                then
                    min(decided_at) filter (where not is_dated) over (
                        partition by identifier_kind, identifier, request
                    )
            else decided_at
        end as decided_at,
        initials,
        remark
    from dated

),

given_requests as (

    select
        settled.*,
        case
            when settled.request = 'erase' and settled.is_dated
                then
                    (
                        date_trunc(
                            'day',
                            settled.decided_at at time zone 'UTC'
                            at time zone form.time_zone
                        ) + interval 1 day - interval 1 microsecond
                    ) at time zone form.time_zone at time zone 'UTC'
            when settled.request = 'erase' then settled.decided_at
        end as sent_until
    from settled
    cross join form.form as form

)

select * from given_requests
