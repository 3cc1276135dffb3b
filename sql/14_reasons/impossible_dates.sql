-- Days under `[pack]` that the answers contradict.
-- One row, or none.
-- The form would have opened after the first of them, or what is sent left before it. Answers that
-- come after a sending are its addendum.

with

beginnings as (

    select
        form.opened_on,
        form.sent_on,
        cast(
            min(submissions.submitted_at)
            at time zone 'UTC'
            at time zone any_value(form.time_zone) as date
        ) as first_date
    from sending.contributions
    inner join clean.submissions as submissions using (submission_id)
    cross join form.form as form
    group by form.opened_on, form.sent_on

)

select first_date from beginnings
where first_date < opened_on or first_date > sent_on or opened_on > sent_on
