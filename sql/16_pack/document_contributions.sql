-- Contributions as their documents and the index name them.
-- One row per contribution sent; key: reference. In the order of volumes: by the week of the first
-- answer, those without a date last, then by reference, which tells no time.
-- A contribution that shows no name shows the Monday of its week, and never its day. Whether a
-- question was asked of it is told from the end of that week for the same reason.

with

local_times as (

    select
        contributions.*,
        submissions.submitted_at,
        names.name,
        names.name is null as is_unnamed,
        local_time(contributions.answered_at) as answered_local_at,
        form.time_zone
    from respondents.contributions as contributions
    inner join clean.submissions as submissions using (submission_id)
    left join respondents.names as names using (submission_id)
    cross join form.form as form

),

dated as (

    select
        *,
        case when not is_unnamed then answered_local_at::date end as day,
        case
            when is_unnamed then date_trunc('week', answered_local_at)::date
        end as week,
        date_trunc('week', answered_local_at) + interval 7 days as week_end_at
    from local_times

),

described as (

    select
        dated.submission_id as reference,
        weeks.first_week,
        dated.consent,
        dated.name,
        dated.day,
        dated.week,
        word('category', dated.category_id).label as category,
        case
            when dated.is_unnamed
                then dated.week_end_at at time zone dated.time_zone at time zone 'UTC'
            else dated.submitted_at
        end as asked_until
    from dated
    left join sending.weeks as weeks using (submission_id)

)

select * from described
order by
    first_week asc nulls last,
    reference asc
