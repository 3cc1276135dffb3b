-- Which texts each unit stands for: a text alone, a letter in all its wordings, an addition.
-- One row per unit and digest of a text; key: unit_id, text_digest.
-- What was coded before it had a copy goes on holding for its family: a code is found by the digest
-- of the text that was coded, the original's first.

select
    unit_id,
    question_id,
    text_digest,
    bool_or(is_original) as is_original
from coding_steps.texts
group by all
