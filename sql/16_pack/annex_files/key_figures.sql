-- statistiques/key_figures.csv of the pack: what its documents say that no other table holds.
-- One row per figure; key: figure_id. A number or a day; neither where it isn't told.

with

counts as (

    select columns('_count$')::double from pack.note_figures

),

days as (

    select
        first_week,
        last_week,
        closing_day,
        sent_on,
        opened_on
    from pack.note_figures

),

totals as (

    select
        'total_' || total as figure_id,
        submission_count::double as amount
    from sending.totals

),

-- What is not told of a box makes what was received one of several numbers, as the note says.
received as (

    select
        sum(submission_count) + count(*) filter (where submission_count is null)
            as least,
        sum(submission_count) + 10 * count(*) filter (where submission_count is null)
            as most
    from sending.totals
    where
        total in (
            'sendable',
            'rejected',
            'withdrawn',
            'vanished',
            'draft',
            'late',
            'resend',
            'reflection_only',
            'unclear'
        )
    having count(*) filter (where submission_count is null) > 0

),

bounds as (

    select
        'received_least' as figure_id,
        least::double as amount
    from received
    union all
    select
        'received_most' as figure_id,
        most::double as amount
    from received

),

gathered as (

    select * from counts
    unpivot (amount for figure_id in (columns(*)))
    union all by name
    select * from days
    unpivot (day for figure_id in (columns(*)))
    union all by name
    select * from totals
    union all by name
    select * from bounds

)

select
    figure_id,
    amount,
    day
from gathered
order by figure_id
