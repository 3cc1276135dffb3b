-- Answers that agree to nothing, in a rejected row or under an address that can't be read.
-- One row, or none.
-- They may be the refusal of somebody of whom something else leaves. A rejected row is read once a
-- later export has it, or has all answers; an address, once somebody asked for what it stands beside.

with

refusing as (

    select consent from history.consents
    where not is_sendable

),

rejected as (

    select
        rejections.sid,
        rejections.export_id,
        rejections.record_number,
        exports.export_number
    from typed.rejections as rejections
    inner join clean.exports as exports using (export_id)
    semi join refusing using (consent)

),

accepted as (

    select
        submissions.sid,
        max(exports.export_number) as export_number
    from typed.submissions as submissions
    inner join clean.exports as exports using (export_id)
    group by submissions.sid

),

full_exports as (

    select max(export_number) as export_number
    from clean.exports
    where is_full

),

unread_rows as (

    select distinct
        coalesce(
            rejected.sid::varchar,
            rejected.export_id || '-' || rejected.record_number
        ) as answer_id
    from rejected
    cross join full_exports
    left join accepted using (sid)
    where
        rejected.export_number
        >= coalesce(greatest(accepted.export_number, full_exports.export_number), 0)

),

unread_addresses as (

    select distinct cells.submission_id as answer_id
    from clean.set_aside_cells as cells
    inner join clean.submissions as submissions using (submission_id)
    inner join respondents.flow as flow using (submission_id)
    semi join refusing on submissions.consent = refusing.consent
    anti join respondents.withdrawals as asked
        on cells.submission_id = asked.submission_id
    where
        cells.field_kind = 'role'
        and cells.field_id = 'email'
        and flow.box not in ('draft', 'vanished')

),

unread as (

    select * from unread_rows
    union all by name
    select * from unread_addresses

)

select count(*) as answer_count
from unread
cross join form.form as form
where form.has_consent
having count(*) > 0
