-- How many submissions are where, for the note of method, where that can't point at someone.
-- One row per box of the flow but the counted, state of consent, and the totals received and
-- sendable; key: total. A total of 1 to 10 of those who did not agree hides all totals: one could
-- be had from the others. One of 1 to 10 in a box hides the boxes and what was received.

with

boxes as (

    select
        box as total,
        submission_count
    from statistics.flow
    where box != 'counted'

),

consents as (

    select
        words.id as total,
        count(contributions.submission_id) as submission_count
    from form.words as words
    left join respondents.contributions as contributions
        on words.id = contributions.consent
    where words.kind = 'consent'
    group by words.id

),

received as (

    select
        'received' as total,
        sum(submission_count)::bigint as submission_count
    from statistics.flow

),

sendable as (

    select
        'sendable' as total,
        count(*) as submission_count
    from sending.contributions

),

totals as (

    select
        *,
        true as is_of_the_flow
    from received
    union all
    select
        *,
        true as is_of_the_flow
    from boxes
    union all
    select
        *,
        false as is_of_the_flow
    from consents
    union all
    select
        *,
        false as is_of_the_flow
    from sendable

),

-- Those who agreed are counted one by one in the pack.
small_totals as (

    select
        coalesce(bool_or(is_of_the_flow), false) as has_small_box,
        coalesce(bool_or(not is_of_the_flow), false) as has_small_consent
    from totals
    where
        submission_count between 1 and 10
        and total not in ('own_name', 'collective_name', 'anonymous', 'sendable')

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
