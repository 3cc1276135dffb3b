-- Known, complete answers that an export should hold and lacks.
-- One row per export and answer; key: export_id, submission_id.
-- An export should hold the answers between the smallest and the greatest SID of its own complete
-- answers, which were also completed between the first and the last of them. For an export of new
-- answers may hold an answer begun long before, and an answer completed after the last one was
-- still a draft. An empty export, or an export of drafts, should hold nothing.

with

ranges as (

    select
        export_id,
        date_trunc('minute', min(completed_at)) as first_minute,
        date_trunc('minute', max(completed_at)) as last_minute,
        min(sid) as first_sid,
        max(sid) as last_sid
    from typed.submissions
    where not is_draft and sid is not null
    group by export_id

),

expected as (

    select
        ranges.export_id,
        known.submission_id,
        known.sid
    from ranges
    inner join clean.submissions as known
        on ranges.first_sid < known.sid and ranges.last_sid > known.sid
    where
        not known.is_draft
        and coalesce(
            ranges.first_minute < date_trunc('minute', known.completed_at), true
        )
        and coalesce(
            ranges.last_minute > date_trunc('minute', known.completed_at), true
        )

)

select expected.*
from expected
anti join history.known_sids using (export_id, sid)
