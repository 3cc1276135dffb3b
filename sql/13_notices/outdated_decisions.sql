-- Decisions about what has changed since.
-- One row, or none.

select count(*) as decision_count
from review.suspicions
where state in ('changed', 'grown')
having count(*) > 0
