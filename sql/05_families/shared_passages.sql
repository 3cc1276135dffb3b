-- Passages that several people wrote without being of one family.
-- One row per passage; key: passage_id.
-- The same twelve words or more in a row, with three respondents or more, and one in a thousand of
-- those who wrote as much. A hint to look at: it counts, merges and removes nothing.

select
    passage_id,
    question_id,
    text as passage_text,
    word_count,
    respondent_count
from wordings.passages
