-- Requests that people made about their submissions, after they sent them.
-- One row per submission that a request is about; key: submission_id.
-- A person who asks to be erased is withdrawn until the erasure. The latest request holds. Of two
-- requests of the same date, or of a day and a moment of that day, the request that shows less
-- holds. It holds whatever exports follow, until a later request cancels it. A denial holds in
-- addition to other requests, as long as it is in the sheet where it was written.

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
