-- Submissions as they stand in their newest version.
-- One row per known submission, drafts and vanished ones included; key: submission_id.
-- When the newest version comes from an export without the consent column, and the person has
-- changed something since the version that has it, nobody knows what they agreed to: `unclear`.

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

profiles as (

    select
        field_sources.submission_id,
        any_value(submissions.category_id) filter (
            where field_sources.field_kind = 'category'
        ) as category_id,
        any_value(submissions.commune) filter (
            where field_sources.field_id = 'commune'
        ) as commune,
        any_value(submissions.postcode) filter (
            where field_sources.field_id = 'postcode'
        ) as postcode
    from history.field_sources as field_sources
    inner join typed.submissions as submissions
        on
            field_sources.export_id = submissions.export_id
            and field_sources.record_number = submissions.record_number
    where field_sources.field_kind in ('category', 'role')
    group by field_sources.submission_id

),

-- Corsica's two départements share the postcodes that begin with 20; overseas has three digits.
postcode_areas as (

    select
        submission_id,
        case
            when left(postcode, 3) in ('200', '201') then '2A'
            when left(postcode, 2) = '20' then '2B'
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
        submissions.serial,
        newest_versions.is_draft,
        case
            when not form.has_consent then 'reflection_only'
            when consents.consent is null then 'unclear'
            when newest_versions.version_at > consents.version_at then 'unclear'
            when consents.is_draft and not newest_versions.is_draft then 'unclear'
            else consents.consent
        end as consent,
        profiles.category_id,
        profiles.commune,
        profiles.postcode,
        departements.departement_id,
        submissions.submitted_at,
        submissions.completed_at,
        submissions.modified_at
    from newest_versions
    cross join form
    inner join typed.submissions as submissions
        on
            newest_versions.export_id = submissions.export_id
            and newest_versions.record_number = submissions.record_number
    left join consents on newest_versions.submission_id = consents.submission_id
    left join profiles on newest_versions.submission_id = profiles.submission_id
    left join postcode_areas
        on newest_versions.submission_id = postcode_areas.submission_id
    left join departements
        on postcode_areas.departement_id = departements.departement_id

)

select * from assembled
