-- What each wording of a family adds to the original, in its author's own words.
-- One row per wording and addition; key: question_id, text_id, segment_number.
-- Eight words or more in a row. None is in four consecutive words of the letter, nor in eight
-- consecutive words that three respondents of the family wrote. A changed gender, name, figure or
-- closing formula is no addition.

select
    family_id,
    question_id,
    text_id,
    segment_number,
    text,
    word_count
from wordings.segments
