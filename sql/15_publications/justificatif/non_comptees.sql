-- Second table of the sheet « Bilan » of justificatif.xlsx: what no other sheet lists.
-- One row per draft, vanished, late or withdrawn submission, with where its newest version was read.

select
    word('box', flow.box).label as "Case",
    flow.submission_id as "Soumission",
    exports.file_name as "Fichier",
    records.line_number as "Ligne"
from respondents.flow as flow
inner join history.versions as versions
    on flow.submission_id = versions.submission_id and versions.version_rank = 1
inner join clean.exports as exports using (export_id)
inner join raw.records as records
    on
        versions.export_id = records.export_id
        and versions.record_number = records.record_number
where flow.box not in ('counted', 'resend', 'rejected')
order by word('box', flow.box).position, flow.submission_id
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
