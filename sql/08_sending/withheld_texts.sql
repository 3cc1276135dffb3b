-- Texts that do not leave, after a person read them.
-- One row per contribution and question; key: submission_id, which is the reference, question_id.

select
    reference as submission_id,
    question_id
from sending.readings
where is_withheld
