-- Submissions whose records of the same minute do not agree to the same.
-- One row per such submission; key: submission_id.
-- Nobody knows which of the records came last: the least public consent holds. What ties with the
-- version that the consent is read from: a record of the same minute, in the same export or in
-- another one, but for the draft of what was completed; without times of modification, only in
-- exports of the same minute.

with

records as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_at,
        versions.is_draft,
        exports.has_draft_marks and not versions.is_draft as is_completed,
        submissions.modified_at is not null as has_modification_time,
        date_trunc('minute', exports.exported_at) as exported_minute,
        submissions.consent
    from history.versions as versions
    inner join history.exports as exports using (export_id)
    inner join typed.submissions as submissions using (export_id, record_number)
    where exports.has_consent

),

tied_records as (

    select
        sources.submission_id,
        records.export_id,
        records.record_number,
        records.consent,
        sources.export_id = records.export_id as is_source
    from history.field_sources as fields
    inner join records as sources using (export_id, record_number)
    inner join records
        on
            sources.submission_id = records.submission_id
            and sources.version_at is not distinct from records.version_at
            and not (sources.is_completed and records.is_draft)
            and (
                (sources.has_modification_time and records.has_modification_time)
                or sources.exported_minute is not distinct from records.exported_minute
            )
    where fields.field_kind = 'consent'

),

said as (

    select
        submission_id,
        consent,
        is_source
    from tied_records
    union all
    select
        tied_records.submission_id,
        repeated_records.consent,
        false as is_source
    from tied_records
    inner join typed.repeated_records as repeated_records
        on
            tied_records.export_id = repeated_records.export_id
            and tied_records.record_number = repeated_records.kept_record_number
    where repeated_records.is_tie

),

tied_consents as (

    select
        said.submission_id,
        first(
            said.consent
            order by consents.publicity asc, said.is_source desc, said.consent asc
        ) as consent
    from said
    inner join history.consents as consents using (consent)
    group by said.submission_id
    having count(distinct said.consent) > 1

)

select * from tied_consents
