-- Known, complete answers that an export should hold and lacks.
-- One row per export and answer; key: export_id, submission_id.
-- An export should hold all of those between the smallest and the greatest SID of its own complete
-- answers, but for what was completed after its last row: it was a draft then. An empty export, or
-- one of drafts only, should hold nothing.

with

ranges as (

    select
        submissions.export_id,
        date_trunc('minute', any_value(exports.exported_at)) as exported_minute,
        min(submissions.sid) as first_sid,
        max(submissions.sid) as last_sid
    from typed.submissions as submissions
    inner join history.exports as exports using (export_id)
    where not submissions.is_draft and submissions.sid is not null
    group by submissions.export_id

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
            ranges.exported_minute > date_trunc('minute', known.completed_at), true
        )

)

select expected.*
from expected
anti join history.known_sids using (export_id, sid)
