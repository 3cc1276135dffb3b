-- E-mail addresses as typed, in any version of a submission.
-- One row per submission and folded address; key: submission_id, folded_email.
-- An address that was removed or changed later still identifies the person who left it: a
-- withdrawal by that address holds. Never published.

select distinct
    submission_id,
    lower(nfc_normalize(trim(email))) as folded_email
from typed.submissions
where email is not null
