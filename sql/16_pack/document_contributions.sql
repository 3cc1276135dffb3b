-- Contributions as their documents and the index name them.
-- One row per contribution sent; key: reference. In the order of references, which tells no time.
-- A contribution that shows no name shows the Monday of its week, and never its day. Whether a
-- question was asked of it is told from the end of that week for the same reason.

with

contributions as (

    select * from respondents.contributions

),

names as (

    select * from respondents.names

),

local_times as (

    select
        contributions.*,
        submissions.submitted_at,
        names.name,
        names.name is null as is_unnamed,
        local_time(contributions.answered_at) as answered_local_at,
        form.time_zone
    from contributions
    inner join clean.submissions as submissions
        on contributions.submission_id = submissions.submission_id
    left join names on contributions.submission_id = names.submission_id
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

)

select * from described
order by reference
