-- How many submissions the latest export changed, by kind of change.
-- One row per kind of change, zeros included; key: change.

with

kinds as (

    select id as change from form.words
    where kind = 'change'

),

counts as (

    select
        kinds.change,
        count(changes.submission_id) as submission_count
    from kinds
    left join changes.submissions as changes using (change)
    group by kinds.change

)

select * from counts
