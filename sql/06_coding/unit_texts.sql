-- The texts of each unit: a text alone, a letter in all its wordings, or an addition.
-- One row per unit and digest of a text; key: unit_id, text_digest.
-- A code is found by the digest of the text that was coded, the original's first. So a code given
-- before a text had copies also holds for its copies.

select
    unit_id,
    question_id,
    text_digest,
    bool_or(is_original) as is_original
from coding_steps.texts
group by all
