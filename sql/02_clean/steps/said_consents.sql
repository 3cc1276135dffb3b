-- What each finished version of a submission said of its consent.
-- One row per such version whose export had the consent; key: submission_id, version_rank.

select
    versions.submission_id,
    versions.version_rank,
    versions.version_at,
    consents.consent,
    consents.publicity
from history.versions as versions
inner join history.exports as exports using (export_id)
inner join typed.submissions using (export_id, record_number)
inner join history.consents as consents using (consent)
where exports.has_consent and not versions.is_draft
