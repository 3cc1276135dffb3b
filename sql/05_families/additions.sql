-- What each wording of a family adds to the original, or leaves out.
-- One row per wording and passage; key: question_id, text_id, segment_number.
-- `own`: eight words or more that fewer than three respondents of the family share; `stock`:
-- words that three or more share; `blank`: a town, a name, a gender, a formula; `removed`: words
-- of the original that are not there.

select
    family_id,
    question_id,
    text_id,
    segment_number,
    kind,
    text,
    replaced_text,
    word_count,
    shared_count
from wordings.segments
