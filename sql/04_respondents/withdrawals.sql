-- Requests that people made about their submissions, after they sent them.
-- One row per submission that a request is about; key: submission_id.
-- Who asks to be erased is withdrawn until they are.
-- The latest request holds; of two of the same date, or of a day and of a moment of that day, the
-- one that shows less. It holds whatever exports follow or come again, until another request
-- cancels it, given after it. A denial holds beside any other, while it stands where it was written.

with

requests as (

    select
        targets.submission_id,
        replace(given.request, 'erase', 'withdraw') as request,
        given.is_dated,
        given.is_denial,
        given.decided_at,
        given.decided_on
    from respondents_steps.withdrawal_targets as targets
    inner join history.given_requests as given using (request_id)

),

latest as (

    select * from requests
    qualify
        is_denial
        or (
            decided_on = max(decided_on) over (partition by submission_id)
            and (
                is_dated
                or decided_at = max(decided_at) filter (where not is_dated) over (
                    partition by submission_id, decided_on
                )
            )
        )

),

in_force as (

    select
        submission_id,
        request,
        decided_at as requested_at
    from latest
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

select * from in_force
where request != 'cancel'
