-- Versions of each submission, the newest first.
-- One row per submission and export that holds it; key: submission_id, version_rank.
-- Only xlsx has seconds, so times are cut to the minute. Of versions of the same minute, a
-- completed one is newer than a draft, then the later export's, then a delimited file's (xlsx
-- destroys some text), then that of the export with more of the declared columns or more rows, then
-- the one with more in its cells: neither the order of arrival nor a checksum decides what counts.
-- An export that does not mark drafts says of none of its rows that it was completed.
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
        exports.file_format,
        exports.field_count,
        exports.absent_option_count,
        exports.record_count
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

placed_versions as (

    select
        *,
        date_trunc('minute', edited_at) as version_at,
        rank() over (
            partition by submission_id
            order by
                date_trunc('minute', edited_at) desc nulls last,
                is_completed desc,
                exported_at desc nulls last,
                file_format = 'xlsx' asc,
                field_count desc,
                absent_option_count asc,
                record_count desc
        ) as place
    from edited_versions

),

tied_places as (

    select
        submission_id,
        place
    from placed_versions
    group by submission_id, place
    having count(*) > 1

),

tied_cells as (

    select
        placed_versions.export_id,
        placed_versions.record_number,
        records.cells
    from placed_versions
    semi join tied_places
        on
            placed_versions.submission_id = tied_places.submission_id
            and placed_versions.place = tied_places.place
    inner join raw.records as records
        on
            placed_versions.export_id = records.export_id
            and placed_versions.record_number = records.record_number

),

tied_contents as (

    select
        export_id,
        record_number,
        array_to_string(cells, chr(31)) as cells,
        len(list_filter(cells, lambda cell: trim(cell) != '')) as filled_count
    from tied_cells

),

ranked_versions as (

    select
        placed_versions.submission_id,
        placed_versions.export_id,
        placed_versions.record_number,
        placed_versions.is_draft,
        placed_versions.version_at,
        placed_versions.export_number,
        row_number() over (
            partition by placed_versions.submission_id
            order by
                placed_versions.place asc,
                tied_contents.filled_count desc nulls last,
                tied_contents.cells desc nulls last,
                placed_versions.export_id desc
        ) as version_rank
    from placed_versions
    left join tied_contents
        on
            placed_versions.export_id = tied_contents.export_id
            and placed_versions.record_number = tied_contents.record_number

)

select * from ranked_versions
