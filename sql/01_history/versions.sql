-- Versions of each submission, the newest first.
-- One row per submission and export that holds it; key: submission_id, version_rank.
-- Only xlsx has seconds, so times are cut to the minute. Of versions of the same minute, a
-- completed one is newer than a draft, then the later export's, then a delimited file's (xlsx
-- destroys some text), then the greater checksum's: the order of arrival never matters. An
-- export that does not mark drafts says of none of its rows that it was completed.
-- A version without a time of modification (its column was not ticked) is no older than any edit
-- that an earlier export had shown: Framaforms always gives the present answers.

with

submissions as (

    select * from typed.submissions

),

exports as (

    select * from history.exports

),

dated_versions as (

    select
        submissions.submission_id,
        submissions.export_id,
        submissions.record_number,
        submissions.is_draft,
        exports.has_draft_marks and not submissions.is_draft as is_completed,
        submissions.modified_at,
        coalesce(submissions.completed_at, submissions.submitted_at) as answered_at,
        exports.export_number,
        date_trunc('minute', exports.exported_at) as exported_at,
        exports.file_format
    from submissions
    inner join exports on submissions.export_id = exports.export_id

),

edited_versions as (

    select
        *,
        coalesce(
            modified_at,
            greatest(
                answered_at,
                max(modified_at) over (
                    partition by submission_id
                    order by exported_at nulls first
                    groups between unbounded preceding and 1 preceding
                )
            )
        ) as edited_at
    from dated_versions

),

ranked_versions as (

    select
        submission_id,
        export_id,
        record_number,
        is_draft,
        date_trunc('minute', edited_at) as version_at,
        export_number,
        row_number() over (
            partition by submission_id
            order by
                date_trunc('minute', edited_at) desc nulls last,
                is_completed desc,
                exported_at desc nulls last,
                file_format = 'xlsx' asc,
                export_id desc
        ) as version_rank
    from edited_versions

)

select * from ranked_versions
