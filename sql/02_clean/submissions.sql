-- Submissions as they stand in their newest version.
-- One row per known submission, drafts and vanished ones included; key: submission_id.
-- The consent is the least public of all that the versions of the submission state. Of equally
-- public consents, the consent in the export that reaches furthest. `unclear` if none states any.

with

-- An unticked column never erases: each of Framaforms' own columns comes from the newest
-- version that has it, and only an export that marks drafts says what is one.
own_columns as (

    select
        versions.submission_id,
        arg_min(submissions.sid, versions.version_rank) as sid,
        arg_min(submissions.serial, versions.version_rank) as serial,
        arg_min(submissions.submitted_at, versions.version_rank) as submitted_at,
        arg_min(submissions.completed_at, versions.version_rank) as completed_at,
        arg_min(submissions.modified_at, versions.version_rank) as modified_at,
        arg_min(submissions.is_draft, versions.version_rank) filter (
            where exports.has_draft_marks
        ) as is_draft
    from history.versions as versions
    inner join typed.submissions as submissions using (export_id, record_number)
    inner join typed.exports as exports using (export_id)
    group by versions.submission_id

),

consents as (

    select
        submission_id,
        arg_min(consent, (publicity, version_rank, consent)) as consent
    from history.statements
    group by submission_id

)

select
    own_columns.submission_id,
    form.form_id,
    own_columns.sid,
    own_columns.serial,
    coalesce(own_columns.is_draft, false) as is_draft,
    case
        when not form.has_consent then 'reflection_only'
        else coalesce(consents.consent, 'unclear')
    end as consent,
    profiles.category_id,
    profiles.commune,
    profiles.postcode,
    profiles.departement_id,
    own_columns.submitted_at,
    own_columns.completed_at,
    own_columns.modified_at,
    sightings.sighting_id
from own_columns
cross join form.form as form
left join consents using (submission_id)
left join clean_steps.sightings as sightings using (submission_id)
left join history.profiles as profiles using (submission_id)
