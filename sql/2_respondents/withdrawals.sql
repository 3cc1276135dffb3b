-- What people asked for submissions of theirs, after they sent them.
-- One row per submission that a request is about; key: submission_id.
-- The latest request holds; of two of the same date, the one that shows less. It holds whatever
-- exports follow or come again, until another request cancels it.

with

requests as (

    select
        targets.submission_id,
        given.request,
        given.decided_at
    from contacts.withdrawal_targets as targets
    inner join raw.withdrawals as given
        on
            targets.file_id = given.file_id
            and targets.sheet = given.sheet
            and targets.sheet_row = given.sheet_row

),

latest as (

    select
        submission_id,
        request,
        decided_at as requested_at
    from requests
    qualify
        row_number() over (
            partition by submission_id
            order by
                decided_at desc,
                case request
                    when 'withdraw' then 1
                    when 'reflection_only' then 2
                    else 3
                end asc
        ) = 1

),

in_force as (

    select * from latest
    where request != 'cancel'

)

select * from in_force
