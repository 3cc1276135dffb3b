-- Complete answers that were deleted on the form's site, known in one of three ways.
-- One row per such answer; key: submission_id.
-- - An organiser decided that the answers that an export lacks were deleted.
-- - The last fetch, which held all answers of the site, lacks the answer. An answer beyond the
--   fetch's greatest SID must have been sent a day before it: clocks and time zones differ by less.
--   It is back once an export whose greatest time is a day after the fetch has it.
-- - The export that an organiser called complete (sheet « Exports ») lacks the answer, known by
--   then. It is back once an export that reaches further than all exports known then has it, by its
--   greatest SID or by its greatest time, or a fetch made since.

with

known as (

    select
        submission_id,
        sid,
        submitted_at
    from clean.submissions
    where sid is not null and not is_draft

),

lacked_by_fetch as (

    select known.submission_id
    from known
    inner join history.checked_fetches as last_fetch on last_fetch.is_last
    anti join history.known_sids as present
        on last_fetch.export_id = present.export_id and known.sid = present.sid
    where
        (
            known.sid < last_fetch.greatest_sid
            or known.submitted_at + interval 1 day < last_fetch.fetched_at
        )
        and not exists (
            select 1 from history.known_sids as later
            inner join history.exports as exports using (export_id)
            where
                later.sid = known.sid
                and exports.exported_at > last_fetch.fetched_at + interval 1 day
        )

),

said_complete as (

    select
        exports.export_id,
        max(('0x' || substr(given.fingerprint, 7, 10))::bigint) as known_sid,
        max(('0x' || nullif(substr(given.fingerprint, 17), ''))::bigint)
            as known_minute,
        max(given.decided_at) as decided_at
    from history.given_decisions as given
    cross join form.form as form
    inner join history.exports as exports
        on given.submission_ids = [form.form_id || ':' || left(exports.export_id, 12)]
    where given.decision_kind = 'extent' and given.is_latest
    group by exports.export_id
    having bool_and(given.choice = 'full')

),

lacked_by_complete as (

    select
        known.submission_id,
        known.sid,
        said_complete.known_sid,
        said_complete.known_minute,
        said_complete.decided_at
    from said_complete
    inner join known on said_complete.known_sid >= known.sid
    anti join history.known_sids as present
        on said_complete.export_id = present.export_id and known.sid = present.sid

),

not_back as (

    select lacked.submission_id
    from lacked_by_complete as lacked
    inner join history.known_sids as holders on lacked.sid = holders.sid
    inner join history.exports as exports on holders.export_id = exports.export_id
    left join history.checked_fetches as fetches
        on holders.export_id = fetches.export_id
    group by
        lacked.submission_id,
        lacked.known_sid,
        lacked.known_minute,
        lacked.decided_at
    having
        coalesce(max(fetches.fetched_at) <= lacked.decided_at, true)
        and max(exports.greatest_sid) <= lacked.known_sid
        and coalesce(
            max(epoch(exports.exported_at)::bigint // 60) <= lacked.known_minute, true
        )

)

select submission_id
from respondents_steps.missing_answers
where state = 'deleted'
union
select submission_id from lacked_by_fetch
union
select submission_id from not_back
