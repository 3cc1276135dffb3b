-- What people asked for submissions of theirs, after they sent them.
-- One row per submission that a request is about; key: submission_id.
-- Who asks to be erased is withdrawn until they are.
-- The latest request holds; of two of the same date, or of a day and of a moment of that day, the
-- one that shows less. It holds whatever exports follow or come again, until another request
-- cancels it, given after it.

with

requests as (

    select
        targets.submission_id,
        case given.request
            when 'erase' then 'withdraw'
            else given.request
        end as request,
        given.is_dated,
        given.is_ahead,
        given.read_at,
        given.decided_at,
        (
            given.decided_at at time zone 'UTC' at time zone form.time_zone
        )::date as decided_on
    from respondents_steps.withdrawal_targets as targets
    inner join history.given_requests as given using (file_id, sheet, sheet_row)
    cross join form.form as form

),

-- Nobody knows when a cancellation dated ahead was made: what was read with it, or later, stands.
standing as (

    select * from requests
    qualify
        not (
            request = 'cancel'
            and is_ahead
            and coalesce(
                max(read_at) filter (where request != 'cancel') over (
                    partition by submission_id
                ) >= decided_at,
                false
            )
        )

),

compared as (

    select
        *,
        max(decided_on) over (partition by submission_id) as latest_on,
        max(decided_at) filter (where not is_dated) over (
            partition by submission_id, decided_on
        ) as last_moment
    from standing

),

latest as (

    select
        submission_id,
        request,
        decided_at as requested_at
    from compared
    where decided_on = latest_on and (is_dated or decided_at = last_moment)
    qualify
        row_number() over (
            partition by submission_id
            order by
                case request
                    when 'withdraw' then 1
                    when 'reflection_only' then 2
                    else 3
                end asc,
                decided_at desc
        ) = 1

)

select * from latest
where request != 'cancel'
