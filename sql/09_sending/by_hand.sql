-- Texts that may not leave as masked: a person has to read them where they were written.
-- One row per contribution and text or name; key: submission_id, question_id (of a name, empty).
-- Such a text could not be masked, or still contains an e-mail address, so that the check
-- pack/no_address_leaves would stop the whole publication. Never published.

select
    texts.submission_id,
    texts.question_id,
    places.reference,
    places.file_name,
    places.line_number
from redaction.texts as texts
left join sending.places as places using (submission_id)
where
    texts.is_set_aside
    or regexp_matches(
        coalesce(texts.sent_text, texts.masked_text),
        '[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}'
    )
