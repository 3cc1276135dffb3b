-- Submissions of which some version agrees to less than the one held for the newest.
-- One row per such submission; key: submission_id.
-- The least public of what its versions agreed to holds (`consent`) until somebody decides, and so it
-- is with records of one export that repeat a SID; but a draft is older than what was completed.
-- `latest_consent`: of the version held for the newest; `other_at`, `version_rank`: of the one that
-- holds. `versions`: all that agree to less, each by its minute or, where none is told, its export.

with

records as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        versions.version_at,
        versions.is_draft,
        exports.has_draft_marks and not versions.is_draft as is_completed,
        date_trunc('minute', submissions.modified_at) as modified_at,
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
        said.consent,
        said.version_at as other_at,
        said.version_rank,
        concat_ws(
            ' ',
            said.consent,
            coalesce(said.modified_at::varchar, said.export_id)
        ) as version,
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
        consents.publicity < sources.publicity
        and not (sources.is_completed and said.is_draft)

)

select
    doubts.submission_id,
    any_value(doubts.consent) filter (where doubts.place = 1) as consent,
    any_value(doubts.latest_consent) as latest_consent,
    any_value(doubts.latest_at) as latest_at,
    any_value(doubts.other_at) filter (where doubts.place = 1) as other_at,
    any_value(doubts.version_rank) filter (where doubts.place = 1)
        as version_rank,
    list_sort(list(distinct doubts.version)) as versions
from doubts
anti join history.contested_consents using (submission_id)
group by doubts.submission_id
