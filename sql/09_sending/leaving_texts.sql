-- Texts that leave, as they leave.
-- One row per contribution and question with a text; key: submission_id, question_id.
-- Texts that a person kept back, or that only a person can read, are left out. `is_read`: a person
-- has read the text again.

select
    readings.submission_id,
    readings.question_id,
    readings.reference,
    readings.consent,
    readings.state = 'applied' as is_read,
    coalesce(texts.sent_text, texts.masked_text) as text
from sending.readings as readings
inner join redaction.texts as texts using (submission_id, question_id)
where not readings.is_withheld
