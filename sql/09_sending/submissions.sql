-- Submissions as the pack's database has them, without number, town or contact.
-- One row per contribution that may leave; key: submission_id, which is the reference.

select
    contributions.reference as submission_id,
    clean_submissions.form_id,
    null::bigint as sid,
    null::bigint as serial,
    clean_submissions.submitted_at,
    clean_submissions.completed_at,
    clean_submissions.modified_at,
    false as is_draft,
    contributions.consent,
    clean_submissions.category_id,
    null::varchar as commune,
    null::varchar as postcode,
    null::varchar as departement_id,
    clean_submissions.sighting_id
from clean.submissions as clean_submissions
inner join sending.contributions as contributions using (submission_id)
