-- Records that could not become a submission.
-- One row per SID never accepted, and per distinct record without a SID; key: submission_id.
-- A record that is broken in one export and sound in another is no rejection.

with

-- Overlapping exports repeat a record without SID: equal cells are the same record.
identified as (

    select
        rejections.*,
        case
            when rejections.sid is not null then rejections.sid::varchar
            when len(records.cells) > 0 then md5(records.cells::varchar)
            else rejections.export_id || '-' || rejections.record_number
        end as record_identity
    from typed.rejections as rejections
    inner join raw.records as records using (export_id, record_number)
    anti join typed.submissions using (sid)

)

select
    form.form_id || ':' || coalesce(
        identified.sid::varchar,
        left(identified.export_id, 12) || '-' || identified.record_number
    ) as submission_id,
    identified.sid,
    identified.rule,
    identified.export_id,
    identified.record_number,
    identified.line_number
from identified
cross join form.form as form
inner join history.exports as exports using (export_id)
qualify
    row_number() over (
        partition by identified.record_identity
        order by exports.export_number, identified.record_number
    ) = 1
