-- Pairs of versions of a submission that may say different things.
-- One row per pair, the older version by rank or by export first; key: submission_id,
-- earlier_export_id, later_export_id.
-- `is_edit`: versions that follow each other. Those of the same minute, in exports that tell when
-- rows were modified, are the same. `is_contest`: the version that the consent is read from, and
-- one without the consent that may be later and does not tell, because its export lacks the times of
-- modification or because the order of day and month was assumed in one of the two.

with

versions as (

    select
        versions.submission_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank,
        versions.version_at,
        versions.is_draft,
        versions.export_place,
        exports.file_format,
        exports.has_consent,
        exports.has_modification_times,
        exports.is_date_order_assumed
    from history.versions as versions
    inner join history.exports as exports using (export_id)

),

neighbours as (

    select
        *,
        lead(export_id) over older as earlier_export_id,
        lead(record_number) over older as earlier_record_number,
        lead(version_at) over older as earlier_version_at,
        lead(is_draft) over older as earlier_is_draft,
        lead(file_format) over older as earlier_format,
        lead(has_modification_times) over older as earlier_has_modification_times
    from versions
    window older as (partition by submission_id order by version_rank)

),

edits as (

    select
        submission_id,
        earlier_export_id,
        earlier_record_number,
        export_id as later_export_id,
        record_number as later_record_number,
        file_format != earlier_format as is_across_formats,
        true as is_edit,
        false as is_contest
    from neighbours
    where
        earlier_export_id is not null
        and (
            version_at is distinct from earlier_version_at
            or is_draft != earlier_is_draft
            or not has_modification_times
            or not earlier_has_modification_times
        )

),

contests as (

    select
        versions.submission_id,
        sources.export_id as earlier_export_id,
        sources.record_number as earlier_record_number,
        versions.export_id as later_export_id,
        versions.record_number as later_record_number,
        versions.file_format != sources.file_format as is_across_formats,
        false as is_edit,
        true as is_contest
    from history.field_sources as fields
    inner join versions as sources using (export_id, record_number)
    inner join versions
        on
            sources.submission_id = versions.submission_id
            and sources.export_place <= versions.export_place
    where
        fields.field_kind = 'consent'
        and not versions.has_consent
        and (
            not versions.has_modification_times
            or versions.is_date_order_assumed
            or sources.is_date_order_assumed
        )

)

select
    * exclude (is_edit, is_contest),
    bool_or(is_edit) as is_edit,
    bool_or(is_contest) as is_contest
from (
    select * from edits
    union all
    select * from contests
) as both_kinds
group by all
