-- The file of the inbox and the line from which each contribution that leaves was read last.
-- One row per contribution; keys: submission_id, reference. Never published.

select
    contributions.submission_id,
    contributions.reference,
    exports.file_name,
    records.line_number
from sending.contributions as contributions
inner join history.versions as versions using (submission_id)
inner join raw.records as records using (export_id, record_number)
inner join raw.exports as exports on versions.export_id = exports.export_id
where versions.version_rank = 1
