-- How many submissions are where, for the note of method, where that can't point at someone.
-- One row per box of the flow but the counted, state of consent, and the totals received and
-- sendable; key: total. A total of 1 to 10 of those who did not agree hides all totals: one could
-- be had from the others. One of 1 to 10 in a box hides the boxes and what was received.

with

of_the_flow as (

    select
        'received' as total,
        sum(submission_count)::bigint as submission_count
    from statistics.flow
    union all
    select
        box as total,
        submission_count
    from statistics.flow
    where box != 'counted'

),

of_consents as (

    select
        consents.consent as total,
        count(contributions.submission_id) as submission_count,
        consents.is_sendable
    from history.consents as consents
    left join respondents.contributions as contributions
        on consents.consent = contributions.consent
    group by consents.consent, consents.is_sendable
    union all
    select
        'sendable' as total,
        count(*) as submission_count,
        true as is_sendable
    from sending.contributions

),

totals as (

    select
        *,
        false as is_sendable,
        true as is_of_the_flow
    from of_the_flow
    union all by name
    select
        *,
        false as is_of_the_flow
    from of_consents

),

-- Those who agreed are counted one by one in the pack.
small_totals as (

    select
        coalesce(bool_or(is_of_the_flow), false) as has_small_box,
        coalesce(bool_or(not is_of_the_flow), false) as has_small_consent
    from totals
    where submission_count between 1 and 10 and not is_sendable

),

publishable as (

    select
        totals.total,
        totals.submission_count
    from totals
    cross join form.form as form
    cross join small_totals
    where
        form.has_published_totals
        and not small_totals.has_small_consent
        and not (totals.is_of_the_flow and small_totals.has_small_box)

)

select * from publishable
