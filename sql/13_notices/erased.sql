-- Submissions that were erased at the request of whoever sent them.
-- One row, or none.

select count(*) as submission_count
from respondents_steps.erased
having count(*) > 0
