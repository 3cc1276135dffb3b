-- The edits of finished submissions that the sheet « Modifications » shows.
-- One row per edit and field, the latest edit first.
-- The answers of those who were deleted on Framaforms or withdrew are not shown.

select
    differences.submission_id,
    differences.earlier_export_id,
    differences.earlier_record_number,
    differences.later_export_id,
    differences.later_record_number,
    differences.field_kind,
    differences.field_id,
    flow.box,
    later.modified_at,
    row_number() over (
        order by
            later.modified_at desc nulls last,
            differences.submission_id asc,
            differences.later_export_id asc,
            differences.field_kind asc,
            differences.field_id asc
    ) as place
from history.differences as differences
inner join respondents.flow as flow using (submission_id)
inner join typed.submissions as earlier
    on
        differences.earlier_export_id = earlier.export_id
        and differences.earlier_record_number = earlier.record_number
inner join typed.submissions as later
    on
        differences.later_export_id = later.export_id
        and differences.later_record_number = later.record_number
where
    differences.is_edit
    and not earlier.is_draft
    and flow.box not in ('vanished', 'withdrawn')
order by place
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
