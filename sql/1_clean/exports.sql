-- Exports in the order of their contents.
-- One row per accepted export; key: export_id.
-- An export carries no date: its time is the greatest time in its rows; of two of the same
-- time, the one with more rows says more and comes last.
-- Nothing marks an export as partial either. It is full when its rows are in SID order and it
-- holds at least 90 % of the SIDs known at or below its own greatest one; « only new » files
-- come in date order. The threshold leaves room for answers deleted on Framaforms. Of an export
-- without any draft, which may have been asked for so, drafts are not expected.

with

typed_exports as (

    select * from typed.exports

),

raw_exports as (

    select * from raw.exports

),

sids as (

    select
        export_id,
        record_number,
        sid,
        is_draft
    from typed.submissions
    where sid is not null
    union all
    select
        export_id,
        record_number,
        sid,
        false as is_draft
    from typed.rejections
    where sid is not null

),

neighbouring_sids as (

    select
        *,
        lag(sid) over (partition by export_id order by record_number) as previous_sid
    from sids

),

sids_per_export as (

    select
        export_id,
        max(sid) as greatest_sid,
        count(distinct sid) as sid_count,
        bool_or(is_draft) as has_drafts,
        bool_and(previous_sid is null or sid >= previous_sid) as is_in_sid_order
    from neighbouring_sids
    group by export_id

),

known_sids as (

    select
        sid,
        bool_and(is_draft) as is_draft
    from sids
    group by sid

),

known_sids_per_export as (

    select
        sids_per_export.export_id,
        count(*) filter (
            where sids_per_export.has_drafts or not known_sids.is_draft
        ) as known_sid_count
    from sids_per_export
    inner join known_sids on sids_per_export.greatest_sid >= known_sids.sid
    group by sids_per_export.export_id

),

submissions_per_export as (

    select
        export_id,
        max(greatest(submitted_at, completed_at, modified_at)) as exported_at,
        count(*) as submission_count,
        count(*) filter (where is_draft) as draft_count
    from typed.submissions
    group by export_id

),

rejections_per_export as (

    select
        export_id,
        count(*) as rejection_count
    from typed.rejections
    group by export_id

),

exports_with_consent as (

    select export_id from typed.export_fields
    where field_kind = 'consent'

),

described as (

    select
        raw_exports.export_id,
        raw_exports.file_name,
        raw_exports.file_format,
        submissions_per_export.exported_at,
        row_number() over (
            order by
                submissions_per_export.exported_at nulls first,
                raw_exports.record_count,
                raw_exports.export_id
        ) as export_number,
        raw_exports.record_count,
        coalesce(submissions_per_export.submission_count, 0) as submission_count,
        coalesce(submissions_per_export.draft_count, 0) as draft_count,
        coalesce(rejections_per_export.rejection_count, 0) as rejection_count,
        typed_exports.has_sids,
        typed_exports.has_draft_marks,
        typed_exports.has_modification_times,
        exports_with_consent.export_id is not null as has_consent,
        raw_exports.is_date_order_assumed,
        sids_per_export.greatest_sid,
        coalesce(
            sids_per_export.is_in_sid_order
            and sids_per_export.sid_count
            >= thresholds.full_export_share * known_sids_per_export.known_sid_count,
            false
        ) as is_full
    from raw_exports
    cross join form.thresholds as thresholds
    inner join typed_exports on raw_exports.export_id = typed_exports.export_id
    left join exports_with_consent
        on raw_exports.export_id = exports_with_consent.export_id
    left join sids_per_export on raw_exports.export_id = sids_per_export.export_id
    left join known_sids_per_export
        on raw_exports.export_id = known_sids_per_export.export_id
    left join submissions_per_export
        on raw_exports.export_id = submissions_per_export.export_id
    left join rejections_per_export
        on raw_exports.export_id = rejections_per_export.export_id

),

latest_marked as (

    select
        *,
        export_number = max(export_number) over () as is_latest
    from described

)

select * from latest_marked
order by export_number
