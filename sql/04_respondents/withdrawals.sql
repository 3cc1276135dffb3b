-- What people asked for submissions of theirs, after they sent them.
-- One row per submission that a request is about; key: submission_id.
-- The latest request holds; of two of the same date, or of a day and of a moment of that day, the
-- one that shows less. It holds whatever exports follow or come again, until another request
-- cancels it. To save a workbook again cancels nothing: an undated « cancel » is as old as the
-- first workbook that said so.

with

form as (

    select time_zone from form.form

),

given as (

    select
        * exclude (is_dated),
        coalesce(is_dated, false) as is_dated
    from raw.withdrawals

),

first_said as (

    select
        * replace (
            case
                when request = 'cancel' and not is_dated
                    then
                        min(decided_at) filter (where not is_dated) over (
                            partition by identifier_kind, lower(identifier), request
                        )
                else decided_at
            end as decided_at
        )
    from given

),

requests as (

    select
        targets.submission_id,
        first_said.request,
        first_said.is_dated,
        first_said.decided_at,
        (
            first_said.decided_at at time zone 'UTC' at time zone form.time_zone
        )::date as decided_on
    from respondents_steps.withdrawal_targets as targets
    inner join first_said
        on
            targets.file_id = first_said.file_id
            and targets.sheet = first_said.sheet
            and targets.sheet_row = first_said.sheet_row
    cross join form

),

compared as (

    select
        *,
        max(decided_on) over (partition by submission_id) as latest_on,
        max(decided_at) filter (where not is_dated) over (
            partition by submission_id, decided_on
        ) as last_moment
    from requests

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

),

in_force as (

    select * from latest
    where request != 'cancel'

)

select * from in_force
