-- Answers that refuse consent, or may do so, in a rejected row or under an unreadable address.
-- One row, or none.
-- They may refuse for a person whose other answer leaves. A rejected row is solved once its record
-- is read from a later export, or a later export lacks no answer. An unreadable address is solved
-- once somebody makes a request about its answer. A rejected row without a known consent counts
-- only if its SID was read in an export. Withdrawn answers are left out.

with

refusing as (

    select consent from history.consents
    where not is_sendable

),

accepted as (

    select
        submissions.sid,
        max(exports.export_number) as export_number
    from typed.submissions as submissions
    inner join facts.exports as exports using (export_id)
    group by submissions.sid

),

unread as (

    select distinct
        coalesce(
            form.form_id || ':' || rejections.sid,
            rejections.export_id || '-' || rejections.record_number
        ) as answer_id
    from typed.rejections as rejections
    cross join form.form as form
    inner join facts.exports as exports using (export_id)
    left join refusing using (consent)
    left join accepted using (sid)
    where
        (
            refusing.consent is not null
            or (
                rejections.consent is null
                and exports.has_consent
                and accepted.sid is not null
            )
        )
        and exports.export_number >= greatest(
            accepted.export_number,
            (
                select max(wholes.export_number) from facts.exports as wholes
                where wholes.is_full
            ),
            0
        )
    union all
    select distinct cells.submission_id as answer_id
    from clean.set_aside_cells as cells
    inner join clean.submissions as submissions using (submission_id)
    inner join respondents.flow as flow using (submission_id)
    semi join refusing on submissions.consent = refusing.consent
    where
        cells.field_kind = 'role'
        and cells.field_id = 'email'
        and flow.box not in ('draft', 'vanished')

)

select count(*) as answer_count
from unread
cross join form.form as form
anti join respondents.withdrawals as asked on unread.answer_id = asked.submission_id
where form.has_consent
having count(*) > 0
