-- The exports in which each submission was seen, and the exports made before it.
-- One row per submission; key: submission_id.
-- Submissions of one `sighting_id` were offered the same choices. `last_number_before`: the number
-- of the latest export whose rows are all of an earlier minute. It is 0 without such an export, and
-- null if unknown.

with

seen as (

    select
        versions.submission_id,
        list(versions.export_number order by versions.export_number) as export_numbers,
        arg_min(submissions.submitted_at, versions.version_rank) as submitted_at
    from history.versions as versions
    inner join typed.submissions as submissions using (export_id, record_number)
    group by versions.submission_id

),

minutes as (

    select distinct date_trunc('minute', submitted_at) as submitted_minute
    from seen
    where submitted_at is not null

),

placed_minutes as (

    select
        minutes.submitted_minute,
        coalesce(max(exports.export_number), 0) as last_number_before
    from minutes
    left join history.exports as exports
        on minutes.submitted_minute > date_trunc('minute', exports.exported_at)
    group by minutes.submitted_minute

)

select
    seen.submission_id,
    seen.export_numbers,
    placed_minutes.last_number_before,
    concat(
        'in_',
        array_to_string(seen.export_numbers, '_'),
        '_after_',
        coalesce(placed_minutes.last_number_before::varchar, 'unknown')
    ) as sighting_id
from seen
left join placed_minutes
    on date_trunc('minute', seen.submitted_at) = placed_minutes.submitted_minute
