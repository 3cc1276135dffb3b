-- Versions of each submission, the newest first.
-- One row per submission and export that holds it; key: submission_id, version_rank.
-- The version in an export that is surely later is the newer, whatever hour it shows. Where nothing
-- is sure, the one edited last is; only xlsx has seconds, so times are cut to the minute. Of those
-- of the same minute, a completed one is newer than a draft, then the later export's, then a
-- delimited file's (xlsx destroys some text), then that of the export with more of the declared
-- columns or more rows, then the one with more in its cells: neither the order of arrival nor a
-- checksum decides what counts.
-- An export that does not mark drafts says of none of its rows that it was completed.
-- A version without a time of modification (its column was not ticked) is no older than any edit
-- that an earlier export had shown: Framaforms always gives the present answers.

with

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
        exports.export_place,
        date_trunc('minute', exports.exported_at) as exported_at,
        exports.file_format,
        exports.field_count,
        exports.absent_option_count,
        exports.record_count
    from typed.submissions as submissions
    inner join history.exports as exports using (export_id)

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
                    order by export_place, exported_at nulls first
                    groups between unbounded preceding and 1 preceding
                )
            )
        ) as edited_at
    from dated_versions

),

-- Read only where nothing but their contents tells exports apart.
tied_records as (

    select
        export_id,
        record_number,
        len(list_filter(cells, lambda cell: trim(cell) != '')) as filled_count,
        array_to_string(cells, chr(31)) as contents
    from raw.records
    where
        export_id in (
            select exports.export_id from history.exports as exports
            qualify
                count(*) over (
                    partition by
                        date_trunc('minute', exports.exported_at),
                        exports.file_format,
                        exports.field_count,
                        exports.absent_option_count,
                        exports.record_count
                ) > 1
        )

)

select
    edited_versions.submission_id,
    edited_versions.export_id,
    edited_versions.record_number,
    edited_versions.is_draft,
    date_trunc('minute', edited_versions.edited_at) as version_at,
    edited_versions.export_number,
    edited_versions.export_place,
    row_number() over (
        partition by edited_versions.submission_id
        order by
            edited_versions.export_place desc,
            date_trunc('minute', edited_versions.edited_at) desc nulls last,
            edited_versions.is_completed desc,
            edited_versions.exported_at desc nulls last,
            edited_versions.file_format = 'xlsx' asc,
            edited_versions.field_count desc,
            edited_versions.absent_option_count asc,
            edited_versions.record_count desc,
            tied_records.filled_count desc nulls last,
            tied_records.contents desc nulls last,
            edited_versions.export_id desc
    ) as version_rank
from edited_versions
left join tied_records using (export_id, record_number)
