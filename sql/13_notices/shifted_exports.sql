-- The last two exports that were made in two time zones, if any were.
-- One row, or none.
-- Nobody changes when an answer was first saved: where the same answers show it a same number of
-- minutes apart, the accounts or the computers that exported had not the same time. Three of them
-- at least, and no more apart than time zones can be: a day and a month that changed places are.

with

sightings as (

    select
        submissions.export_id,
        exports.export_number,
        submissions.submitted_at,
        lag(submissions.export_id) over earlier_first as earlier_export_id,
        lag(submissions.submitted_at) over earlier_first as earlier_submitted_at
    from typed.submissions as submissions
    inner join history.exports as exports using (export_id)
    where submissions.sid is not null and submissions.submitted_at is not null
    window
        earlier_first as (
            partition by submissions.sid
            order by exports.export_number
        )

),

moved as (

    select
        export_id,
        export_number,
        earlier_export_id,
        abs(date_diff('minute', earlier_submitted_at, submitted_at)) as minute_count
    from sightings
    where earlier_export_id is not null

),

shifts as (

    select
        export_id,
        export_number,
        earlier_export_id,
        minute_count,
        count(*) as answer_count
    from moved
    where minute_count between 1 and 26 * 60
    group by all
    having count(*) >= 3

)

select
    earlier.file_name as earlier_file_name,
    later.file_name as later_file_name,
    shifts.answer_count,
    shifts.minute_count // 60 as hour_count,
    mod(shifts.minute_count, 60) as minute_count
from shifts
inner join history.exports as earlier
    on shifts.earlier_export_id = earlier.export_id
inner join history.exports as later on shifts.export_id = later.export_id
order by
    later.export_number desc,
    shifts.answer_count desc,
    earlier.export_number desc,
    shifts.minute_count asc
limit 1
