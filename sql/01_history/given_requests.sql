-- Requests about answers that were sent, and the moment from which each counts.
-- One row per row that was filled in; key: request_id.
-- Requests are dated as decisions are (history.given_decisions): an undated request to cancel counts
-- from the first workbook that says so. So does a request to be kept for reflection, unless it was
-- cancelled since. An erasure takes the answers sent up to `sent_until`, in
-- UTC: the end of the day of the request, or its moment. It is null for other requests. A person
-- who denies, when recalled, that an answer is theirs asks to withdraw it (`is_denial`). A denial
-- is taken back only in the sheet where it was written: its row is here while it is the latest.

with

asked as (

    select
        asked.* replace (
            case asked.identifier_kind
                when 'email' then lower(nfc_normalize(trim(asked.identifier)))
                else asked.identifier
            end as identifier,
            coalesce(asked.is_dated, false) as is_dated,
            least(asked.decided_at, files.read_at) as decided_at
        ),
        form.time_zone
    from raw.withdrawals as asked
    cross join form.form as form
    left join raw.decision_files as files using (file_id)

),

saved as (

    select
        *,
        min(decided_at) filter (where not is_dated) over (
            partition by request, identifier_kind, identifier
        ) as first_saved_at,
        coalesce(
            max(decided_at) filter (where request = 'cancel') over of_identifier
            > first_saved_at,
            false
        ) as is_cancelled_since
    from asked
    window of_identifier as (partition by identifier_kind, identifier)

),

dated as (

    select
        * replace (
            case
                when
                    not is_dated
                    and is_timed is not true
                    and (
                        request = 'cancel'
                        or (request = 'reflection_only' and not is_cancelled_since)
                    )
                    then first_saved_at
                else decided_at
            end as decided_at
        )
    from saved

),

known as (

    select distinct submission_id from typed.submissions

),

-- The answer that was shown may be another than the first that is known of the person.
denials as (

    select
        given.file_id,
        given.sheet,
        given.sheet_row,
        given.decided_at,
        given.initials,
        'submission' as identifier_kind,
        coalesce(shown.submission_id, given.submission_ids[1]) as identifier,
        'withdraw' as request,
        true as is_dated,
        true as is_denial,
        form.time_zone
    from history.given_decisions as given
    cross join form.form as form
    left join known as shown
        on given.fingerprint = left(sha256(shown.submission_id), 16)
    where
        given.decision_kind = 'recall'
        and given.is_latest
        and given.choice = 'deny'

),

requests as (

    select * from dated
    union all by name
    select * from denials

),

counted as (

    select
        *,
        (decided_at at time zone 'UTC' at time zone time_zone)::date as decided_on
    from requests

)

select
    concat_ws(' ', file_id, sheet, sheet_row) as request_id,
    file_id,
    sheet,
    sheet_row,
    identifier_kind,
    identifier,
    request,
    is_dated,
    decided_at,
    decided_on,
    initials,
    remark,
    case
        when request != 'erase' then null
        when is_dated
            then
                (decided_on + interval 1 day - interval 1 microsecond)
                at time zone time_zone
                at time zone 'UTC'
        else decided_at
    end as sent_until,
    coalesce(is_denial, false) as is_denial
from counted
