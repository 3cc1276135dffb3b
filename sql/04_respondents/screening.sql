-- Submissions that cannot count, each with the first reason that takes it.
-- One row per submission and rejection; key: submission_id; box null when it may count.

with

screened as (

    select
        submissions.submission_id,
        case
            when withdrawals.request = 'withdraw' then 'withdrawn'
            when
                submissions.submission_id in (
                    select deletions.submission_id
                    from respondents.deletions as deletions
                )
                then 'vanished'
            when submissions.is_draft then 'draft'
            when
                coalesce(submissions.completed_at, submissions.submitted_at)
                > form.closes_at
                then 'late'
        end as box
    from clean.submissions as submissions
    cross join form.form as form
    left join respondents.withdrawals as withdrawals using (submission_id)

)

select
    submission_id,
    'rejected' as box
from clean.rejections
union all
select * from screened
