-- Submissions that organisers are asked to look at, with what is known of each.
-- One row per subject and submission; key: subject_id, submission_id.
-- A decision may be about a submission that cannot count any more, or is not known any more.

select
    subjects.subject_id,
    submission_id,
    eligible.submission_id is not null as is_eligible,
    voices.submission_id is not null as is_voice,
    eligible.respondent_kind,
    eligible.answered_at,
    members.respondent_id,
    names.name,
    concat_ws(' ', submissions.postcode, submissions.commune) as town,
    fingerprints.written_digest,
    fingerprints.same_person as fingerprint
from review.subjects as subjects
cross join unnest(subjects.submission_ids) as about (submission_id)
left join respondents.eligible as eligible using (submission_id)
left join respondents.members as members using (submission_id)
left join review.voices as voices using (submission_id)
left join clean.submissions as submissions using (submission_id)
left join review.names as names using (submission_id)
left join people.fingerprints as fingerprints using (submission_id)
