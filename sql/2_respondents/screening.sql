-- Submissions that cannot count, each with the first reason that takes it.
-- One row per submission and rejection; key: submission_id; box null when it may count.
-- `withdrawn` waits for the withdrawals' sheet; it stands in the flow with zero.

with

submissions as (

    select * from clean.submissions

),

-- SIDs are never reused and a full export holds every SID up to its greatest: one that is known
-- and absent was deleted. An export without drafts says nothing about what was then a draft.
deleted as (

    select distinct submissions.submission_id
    from submissions
    inner join clean.exports as exports
        on
            exports.is_full
            and submissions.sid < exports.greatest_sid
            and (
                exports.draft_count > 0
                or (not submissions.is_draft and submissions.completed_at is null)
                or (
                    not submissions.is_draft
                    and submissions.completed_at <= exports.exported_at
                )
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
            when deleted.submission_id is not null then 'vanished'
            when submissions.is_draft then 'draft'
            when
                coalesce(submissions.completed_at, submissions.submitted_at)
                > form.closes_at
                then 'late'
        end as box
    from submissions
    cross join form.form as form
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
