-- Statements on consent: every version of every answer makes one.
-- One row per record that was read, drafts aside, and that states one; key: export_id,
-- record_number. Of an export that lacks a question on which consent rests, only refusals do.
-- Neither the order of exports nor an hour counts: `version_rank` only decides which of two equally
-- public consents is in force.

select
    versions.submission_id,
    versions.export_id,
    versions.record_number,
    versions.version_rank,
    submissions.consent,
    exports.export_number,
    consents.publicity,
    consents.is_sendable
from history.versions as versions
inner join typed.submissions as submissions using (export_id, record_number)
inner join history.exports as exports using (export_id)
inner join history.consents as consents using (consent)
where not versions.is_draft
