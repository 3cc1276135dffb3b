-- Submissions that a full export shows to have been deleted on Framaforms.
-- One row per submission and full export that should hold it and does not; key: submission_id,
-- export_id.
-- SIDs are never reused and a full export holds every SID up to its greatest: one that is known
-- and absent was deleted. An export without drafts says nothing about what was then a draft, nor
-- about what was completed in the very minute of its last row. One that surely holds all the
-- answers of its time (history.complete_exports) also lacks what stood above its greatest SID.
-- `is_back`: a later export has it again; what was deleted does not come back.
-- `is_before_first`: the export begins after it, as one of only the new answers would.

with

exports as (

    select
        exports.*,
        date_trunc('minute', exports.exported_at) as exported_minute,
        complete_exports.last_sid
    from clean.exports as exports
    left join history.complete_exports as complete_exports using (export_id)

),

first_seen_finished as (

    select
        versions.submission_id,
        min(versions.export_number) as export_number
    from history.versions as versions
    inner join exports using (export_id)
    where exports.has_draft_marks and not versions.is_draft
    group by versions.submission_id

),

first_sids as (

    select
        export_id,
        min(sid) as first_sid
    from typed.submissions
    group by export_id

),

last_seen as (

    select
        typed_submissions.sid,
        max(exports.export_number) as export_number,
        max(row(exports.export_place, exports.exported_minute)) as moment
    from typed.submissions as typed_submissions
    inner join exports using (export_id)
    group by typed_submissions.sid

),

deletions as (

    select
        submissions.submission_id,
        exports.export_id,
        coalesce(
            last_seen.moment > row(exports.export_place, exports.exported_minute), false
        ) as is_back,
        coalesce(submissions.sid < first_sids.first_sid, false) as is_before_first
    from clean.submissions as submissions
    left join first_seen_finished using (submission_id)
    left join last_seen on submissions.sid = last_seen.sid
    inner join exports
        on
            exports.is_full
            and case
                when exports.last_sid is not null
                    then
                        submissions.sid <= exports.last_sid
                        or (
                            exports.greatest_sid is not null
                            and last_seen.export_number < exports.export_number
                        )
                else
                    submissions.sid < exports.greatest_sid
                    and (
                        exports.draft_count > 0
                        or date_trunc('minute', submissions.completed_at)
                        < exports.exported_minute
                        or first_seen_finished.export_number < exports.export_number
                    )
            end
    left join typed.submissions as present
        on exports.export_id = present.export_id and submissions.sid = present.sid
    left join typed.rejections as unreadable
        on exports.export_id = unreadable.export_id and submissions.sid = unreadable.sid
    left join first_sids on exports.export_id = first_sids.export_id
    where present.sid is null and unreadable.sid is null

)

select * from deletions
