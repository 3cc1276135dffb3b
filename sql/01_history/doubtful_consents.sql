-- Submissions that agreed to less in a version of which nothing makes sure that it is the older.
-- One row per submission and such version; key: submission_id, place (the least public first).
-- A more public consent stands over a less public one where its export is surely later, and the
-- hours do not say otherwise: the other is told to be of an earlier minute, or is not told to be of
-- any. Else both are in doubt, and the least public holds until somebody decides. So it is with
-- records of one export that repeat a SID; but what was a draft before it was completed is older.

with

records as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        coalesce(versions.version_at, '-infinity'::timestamp) as version_at,
        versions.is_draft,
        versions.export_place,
        exports.has_draft_marks and not versions.is_draft as is_completed,
        submissions.modified_at is not null as is_dated,
        submissions.consent
    from history.versions as versions
    inner join history.exports as exports using (export_id)
    inner join typed.submissions as submissions using (export_id, record_number)
    where exports.has_consent

),

sources as (

    select
        records.*,
        consents.publicity
    from history.field_sources as fields
    inner join records using (export_id, record_number)
    inner join history.consents as consents using (consent)
    where fields.field_kind = 'consent'

),

said as (

    select * from records
    union all
    select records.* replace (repeated_records.consent as consent)
    from records
    inner join typed.repeated_records as repeated_records
        on
            records.export_id = repeated_records.export_id
            and records.record_number = repeated_records.kept_record_number
    where repeated_records.is_tie

),

doubtful as (

    select
        said.submission_id,
        said.consent,
        consents.publicity,
        said.version_rank,
        said.version_at,
        sources.consent as latest_consent
    from sources
    inner join said using (submission_id)
    inner join history.consents as consents on said.consent = consents.consent
    where
        consents.publicity < sources.publicity
        and not (
            said.export_place < sources.export_place
            and (
                said.version_at < sources.version_at
                or (
                    said.version_at = sources.version_at
                    and not (said.is_dated and sources.is_dated)
                )
            )
        )
        and not (
            sources.is_completed
            and said.is_draft
            and said.version_at <= sources.version_at
        )

),

doubtful_consents as (

    select
        submission_id,
        consent,
        publicity,
        version_rank,
        nullif(version_at, '-infinity'::timestamp) as version_at,
        latest_consent,
        row_number() over (
            partition by submission_id
            order by publicity asc, version_rank asc, consent asc
        ) as place
    from doubtful
    anti join history.contested_consents using (submission_id)

)

select * from doubtful_consents
