-- Voices of a minute in which unusually many came.
-- One row per minute and voice; key: submission_id.
-- Five in a minute are many, unless the whole hour was like that: a campaign has busy days.

with

timed as (

    select
        submission_id,
        date_trunc('minute', answered_at) as minute_at,
        date_trunc('hour', answered_at) as hour_at
    from review.voices
    where answered_at is not null

),

minutes as (

    select
        minute_at,
        hour_at,
        count(*) as minute_count,
        sum(count(*)) over (partition by hour_at) as hour_count
    from timed
    group by minute_at, hour_at

),

bursts as (

    select minutes.minute_at
    from minutes
    cross join form.thresholds as thresholds
    where
        minutes.minute_count >= thresholds.minute_submission_count
        and minutes.minute_count
        >= thresholds.minute_pace_ratio * minutes.hour_count / 60

)

select
    'same_minute' as reason,
    timed.minute_at::varchar as group_key,
    timed.submission_id
from timed
inner join bursts using (minute_at)
