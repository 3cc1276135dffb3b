-- Which units make the text of each contribution: all of them are coded before the text is.
-- One row per contribution and unit; key: submission_id, unit_id.

select distinct
    submission_id,
    question_id,
    unit_id
from coding_steps.texts
