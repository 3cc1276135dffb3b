-- Names that may be shown next to a contribution that leaves, without contact details.
-- One row per contribution sent in its own or its collective's name, and named; key:
-- submission_id, which is the reference.

select
    contributions.reference as submission_id,
    contributions.reference as respondent_id,
    contributions.consent,
    coalesce(masked.sent_text, masked.masked_text) as name
from respondents.names as shown
inner join sending.contributions as contributions using (submission_id)
inner join redaction.texts as masked
    on shown.submission_id = masked.submission_id and not masked.is_answer
anti join sending.by_hand as by_hand
    on
        masked.submission_id = by_hand.submission_id
        and masked.question_id is not distinct from by_hand.question_id
