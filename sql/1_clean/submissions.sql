-- Submissions as they stand in their newest version.
-- One row per known submission, drafts and vanished ones included; key: submission_id.
-- When the newest version comes from an export without the consent column, and the person has
-- changed something since the version that has it, or nothing says when that one was, nobody
-- knows what they agreed to: `unclear`.
-- So it is when a later export that does not tell when its rows were modified shows an edit.

with

form as (

    select * from form.form

),

departements as (

    select id as departement_id from form.words
    where kind = 'departement'

),

newest_versions as (

    select * from history.versions
    where version_rank = 1

),

-- An unticked column never erases: each of Framaforms' own columns comes from the newest
-- version that has it, and only an export that marks drafts says what is one.
own_columns as (

    select
        versions.submission_id,
        arg_min(submissions.serial, versions.version_rank) as serial,
        arg_min(submissions.submitted_at, versions.version_rank) as submitted_at,
        arg_min(submissions.completed_at, versions.version_rank) as completed_at,
        arg_min(submissions.modified_at, versions.version_rank) as modified_at,
        arg_min(submissions.is_draft, versions.version_rank) filter (
            where exports.has_draft_marks
        ) as is_draft
    from history.versions as versions
    inner join typed.submissions as submissions
        on
            versions.export_id = submissions.export_id
            and versions.record_number = submissions.record_number
    inner join clean.exports as exports on versions.export_id = exports.export_id
    group by versions.submission_id

),

consents as (

    select
        field_sources.submission_id,
        submissions.consent,
        field_sources.version_at,
        field_sources.is_draft
    from history.field_sources as field_sources
    inner join typed.submissions as submissions
        on
            field_sources.export_id = submissions.export_id
            and field_sources.record_number = submissions.record_number
    where field_sources.field_kind = 'consent'

),

-- A spreadsheet takes the zero from the front of a postcode. It is put back where the file
-- shows that one saved it, and no postcode of the file begins with a zero.
exports_with_zeros as (

    select distinct export_id from typed.submissions
    where starts_with(postcode, '0')

),

exports_without_zeros as (

    select raw_exports.export_id
    from raw.exports as raw_exports
    anti join exports_with_zeros
        on raw_exports.export_id = exports_with_zeros.export_id
    where
        list_has_any(
            raw_exports.notes,
            ['bom', 'cp1252', 'unquoted', 'sep_line', 'numbers']
        )

),

postcodes as (

    select
        submissions.export_id,
        submissions.record_number,
        case
            when length(submissions.postcode) = 5 then submissions.postcode
            when exports_without_zeros.export_id is not null
                then '0' || submissions.postcode
        end as postcode
    from typed.submissions as submissions
    left join exports_without_zeros
        on submissions.export_id = exports_without_zeros.export_id
    where submissions.postcode is not null

),

profiles as (

    select
        field_sources.submission_id,
        any_value(submissions.category_id) filter (
            where field_sources.field_kind = 'category'
        ) as category_id,
        any_value(submissions.commune) filter (
            where field_sources.field_id = 'commune'
        ) as commune,
        any_value(postcodes.postcode) filter (
            where field_sources.field_id = 'postcode'
        ) as postcode
    from history.field_sources as field_sources
    inner join typed.submissions as submissions
        on
            field_sources.export_id = submissions.export_id
            and field_sources.record_number = submissions.record_number
    left join postcodes
        on
            field_sources.export_id = postcodes.export_id
            and field_sources.record_number = postcodes.record_number
    where field_sources.field_kind in ('category', 'role')
    group by field_sources.submission_id

),

-- Corsica's two départements share the postcodes that begin with 20; overseas has three digits,
-- but for two islands that kept Guadeloupe's.
postcode_areas as (

    select
        submission_id,
        case
            when left(postcode, 3) in ('200', '201') then '2A'
            when left(postcode, 2) = '20' then '2B'
            when postcode = '97133' then '977'
            when postcode = '97150' then '978'
            when left(postcode, 2) in ('97', '98') then left(postcode, 3)
            else left(postcode, 2)
        end as departement_id
    from profiles

),

assembled as (

    select
        newest_versions.submission_id,
        form.form_id,
        submissions.sid,
        own_columns.serial,
        coalesce(own_columns.is_draft, false) as is_draft,
        case
            when not form.has_consent then 'reflection_only'
            when consents.consent is null then 'unclear'
            when
                newest_versions.version_at
                > coalesce(consents.version_at, '-infinity'::timestamp)
                then 'unclear'
            when consents.is_draft and not newest_versions.is_draft then 'unclear'
            when contested_consents.submission_id is not null then 'unclear'
            else consents.consent
        end as consent,
        profiles.category_id,
        profiles.commune,
        profiles.postcode,
        departements.departement_id,
        own_columns.submitted_at,
        own_columns.completed_at,
        own_columns.modified_at
    from newest_versions
    inner join own_columns on newest_versions.submission_id = own_columns.submission_id
    cross join form
    inner join typed.submissions as submissions
        on
            newest_versions.export_id = submissions.export_id
            and newest_versions.record_number = submissions.record_number
    left join consents on newest_versions.submission_id = consents.submission_id
    left join history.contested_consents as contested_consents
        on newest_versions.submission_id = contested_consents.submission_id
    left join profiles on newest_versions.submission_id = profiles.submission_id
    left join postcode_areas
        on newest_versions.submission_id = postcode_areas.submission_id
    left join departements
        on postcode_areas.departement_id = departements.departement_id

)

select * from assembled
