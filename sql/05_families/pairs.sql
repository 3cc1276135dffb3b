-- Pairs of wordings that are near-identical, as verified.
-- One row per pair; key: question_id, text_id, other_text_id.
-- The sets of three-word runs of the two share 80 % or more. Enough pairs are kept to connect
-- each family, not all of them: a letter in a thousand wordings has half a million.

select
    family_id,
    question_id,
    text_id,
    other_text_id,
    jaccard as similarity
from wordings.pairs
