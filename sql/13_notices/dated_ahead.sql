-- Files of decisions or requests with a date that was still to come when they were read.
-- One row per file.

with

ahead as (

    select
        file_id,
        said_at
    from history.given_requests
    where said_at > read_at
    union all
    select
        decisions.file_id,
        decisions.decided_at as said_at
    from raw.decisions as decisions
    inner join raw.decision_files as files using (file_id)
    where decisions.decided_at > files.read_at

)

select
    files.file_name,
    strftime(
        max(ahead.said_at) at time zone 'UTC' at time zone form.time_zone, '%d/%m/%Y'
    ) as said_on,
    strftime(
        files.read_at at time zone 'UTC' at time zone form.time_zone, '%d/%m/%Y'
    ) as read_on
from ahead
inner join raw.decision_files as files using (file_id)
cross join form.form as form
group by files.file_id, files.file_name, files.read_at, form.time_zone
order by files.file_name, files.file_id
