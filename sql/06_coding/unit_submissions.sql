-- The units of the text of each contribution: the text is coded once all its units are.
-- One row per contribution and unit; key: submission_id, unit_id.

select distinct
    submission_id,
    question_id,
    unit_id
from coding_steps.texts
