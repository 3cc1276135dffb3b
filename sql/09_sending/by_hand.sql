-- Texts that may not leave as they would: to be read by hand where they were written.
-- One row per contribution and text or name; key: submission_id, question_id (of a name, empty).
-- It could not be masked, or an e-mail address is left in it in spite of the masks: the check
-- pack/no_address_leaves, which asks the same, would stop everybody's publication. Never published.

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
