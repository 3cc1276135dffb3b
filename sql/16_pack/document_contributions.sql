-- Contributions as their documents and the index name them.
-- One row per contribution sent; key: reference. In the order of volumes: by the week of the first
-- answer, those without a date last, then by reference, which tells no time.
-- A contribution without a name shows the Monday of its week, never its day. For the same reason,
-- the end of that week decides whether a question was asked.

with

named as (

    select
        contributions.*,
        submissions.submitted_at,
        names.name,
        weeks.first_week,
        local_time(contributions.answered_at)::date as answered_on,
        local_week(contributions.answered_at) as answered_week,
        form.time_zone
    from respondents.contributions as contributions
    inner join clean.submissions as submissions using (submission_id)
    left join respondents.names as names using (submission_id)
    left join sending.weeks as weeks using (submission_id)
    cross join form.form as form

)

select
    submission_id as reference,
    first_week,
    consent,
    respondent_kind,
    category_id,
    name,
    case
        when consent = 'anonymous' then 'unnamed'
        when name is null then 'nameless'
        when consent = 'collective_name' then 'mandate'
        when regexp_matches(name, '\pL\S*\s+\S*\pL') then 'full_name'
        else 'one_word'
    end as name_quality,
    case when name is not null then answered_on end as day,
    answered_week as week,
    word('category', category_id).label as category,
    case
        when name is null
            then
                (answered_week + interval 7 days)
                at time zone time_zone
                at time zone 'UTC'
        else submitted_at
    end as asked_until
from named
order by
    first_week asc nulls last,
    submission_id asc
