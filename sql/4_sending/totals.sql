-- How many submissions are where, for the note of method; nothing when that could point at someone.
-- One row per box of the flow but the counted, state of consent, and the totals received and
-- sendable; key: total. A total of 1 to 10 of those who did not agree hides them all: one could
-- be had from the others.

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

    select * from received
    union all
    select * from boxes
    union all
    select * from consents
    union all
    select * from sendable

),

small_totals as (

    select total from totals
    where
        submission_count between 1 and 10
        and total not in ('own_name', 'collective_name', 'anonymous', 'sendable')

),

publishable as (

    select totals.*
    from totals
    cross join form.form as form
    where
        form.has_published_totals
        and not exists (select small_totals.total from small_totals)

)

select * from publishable
