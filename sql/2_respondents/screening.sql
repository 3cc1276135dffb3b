-- Submissions that cannot count, each with the first reason that takes it.
-- One row per submission and rejection; key: submission_id; box null when it may count.

with

submissions as (

    select * from clean.submissions

),

first_seen_finished as (

    select
        versions.submission_id,
        min(versions.export_number) as export_number
    from history.versions as versions
    inner join clean.exports as exports on versions.export_id = exports.export_id
    where exports.has_draft_marks and not versions.is_draft
    group by versions.submission_id

),

-- SIDs are never reused and a full export holds every SID up to its greatest: one that is known
-- and absent was deleted. An export without drafts says nothing about what was then a draft, nor
-- about what was completed in the very minute of its last row.
deleted as (

    select distinct submissions.submission_id
    from submissions
    left join first_seen_finished
        on submissions.submission_id = first_seen_finished.submission_id
    inner join clean.exports as exports
        on
            exports.is_full
            and submissions.sid < exports.greatest_sid
            and (
                exports.draft_count > 0
                or date_trunc('minute', submissions.completed_at)
                < date_trunc('minute', exports.exported_at)
                or first_seen_finished.export_number < exports.export_number
            )
    left join typed.submissions as present
        on exports.export_id = present.export_id and submissions.sid = present.sid
    left join typed.rejections as unreadable
        on exports.export_id = unreadable.export_id and submissions.sid = unreadable.sid
    where present.sid is null and unreadable.sid is null

),

screened as (

    select
        submissions.submission_id,
        case
            when withdrawals.request = 'withdraw' then 'withdrawn'
            when deleted.submission_id is not null then 'vanished'
            when submissions.is_draft then 'draft'
            when
                coalesce(submissions.completed_at, submissions.submitted_at)
                > form.closes_at
                then 'late'
        end as box
    from submissions
    cross join form.form as form
    left join respondents.withdrawals as withdrawals
        on submissions.submission_id = withdrawals.submission_id
    left join deleted on submissions.submission_id = deleted.submission_id

),

all_boxes as (

    select
        submission_id,
        'rejected' as box
    from clean.rejections
    union all
    select * from screened

)

select * from all_boxes
