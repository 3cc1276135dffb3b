-- What each wording of a family adds to the original, in its author's own words.
-- One row per wording and addition; key: question_id, text_id, segment_number.
-- Eight words or more in a row, none of them in four words of the letter that three respondents
-- of the family wrote, nor in eight words that three of them wrote. A gender, a name, a figure or a
-- closing formula makes no difference.

select
    family_id,
    question_id,
    text_id,
    segment_number,
    text,
    word_count
from wordings.segments
