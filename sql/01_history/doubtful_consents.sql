-- Submissions of which nothing makes sure which consent is the newer.
-- One row per such submission; key: submission_id.
-- Of two versions that agree to more and to less, one is surely the older where its export is, and
-- the hours do not say otherwise: it is told to be of an earlier minute, or either is not told to be
-- of any. Else both are in doubt, and the least public holds until somebody decides (`consent`). So
-- it is with records of one export that repeat a SID; but a draft is older than what was completed.
-- `latest_consent`: of the version held for the newest; `other_consent`: of the other one, the least
-- public if there are several.

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

doubts as (

    select
        sources.submission_id,
        sources.consent as latest_consent,
        sources.version_at as latest_at,
        said.consent as other_consent,
        said.version_rank,
        said.version_at as other_at,
        consents.publicity < sources.publicity as is_less_public,
        row_number() over (
            partition by sources.submission_id
            order by
                consents.publicity asc,
                said.version_rank asc,
                said.consent asc
        ) as place
    from sources
    inner join said using (submission_id)
    inner join history.consents as consents on said.consent = consents.consent
    where
        consents.publicity != sources.publicity
        and not (
            said.export_place < sources.export_place
            and not (
                said.is_dated
                and sources.is_dated
                and said.version_at >= sources.version_at
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
        doubts.submission_id,
        case
            when doubts.is_less_public then doubts.other_consent
            else doubts.latest_consent
        end as consent,
        doubts.latest_consent,
        nullif(doubts.latest_at, '-infinity'::timestamp) as latest_at,
        doubts.other_consent,
        nullif(doubts.other_at, '-infinity'::timestamp) as other_at,
        doubts.version_rank
    from doubts
    anti join history.contested_consents using (submission_id)
    where doubts.place = 1

)

select * from doubtful_consents
