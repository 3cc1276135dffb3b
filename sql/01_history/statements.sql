-- Statements on consent: every version of every answer makes one.
-- One row per record that was read, drafts aside, and that states one; key: export_id,
-- record_number. Of an export that lacks a question on which consent rests, only refusals do.
-- Records that repeat a SID in one file are statements too. Neither the order of exports nor an
-- hour counts: `version_rank` only decides which of two equally public consents is in force.

with

said as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        submissions.consent
    from history.versions as versions
    inner join typed.submissions as submissions using (export_id, record_number)
    where not versions.is_draft
    union all
    select
        versions.submission_id,
        versions.export_id,
        repeated_records.record_number,
        versions.version_rank,
        repeated_records.consent
    from history.versions as versions
    inner join typed.repeated_records as repeated_records
        on
            versions.export_id = repeated_records.export_id
            and versions.record_number = repeated_records.kept_record_number
    where not repeated_records.is_draft

)

select
    said.*,
    exports.export_number,
    consents.publicity,
    consents.is_sendable
from said
inner join history.exports as exports using (export_id)
inner join history.consents as consents using (consent)
