-- What organisers said of exports: that they are full, or partial.
-- One row per export and latest saying; key: file_id, sheet, sheet_row.
-- Two that contradict each other on the same day leave the export to what its rows tell.

select
    given_decisions.file_id,
    given_decisions.sheet,
    given_decisions.sheet_row,
    exports.export_id,
    given_decisions.choice,
    given_decisions.decided_at
from history.given_decisions as given_decisions
cross join form.form as form
inner join raw.exports as exports
    on
        given_decisions.submission_ids
        = [form.form_id || ':' || left(exports.export_id, 12)]
where given_decisions.decision_kind = 'extent' and given_decisions.is_latest
