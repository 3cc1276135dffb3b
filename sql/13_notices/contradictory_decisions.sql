-- Suspicions about which decisions contradict each other.
-- One row, or none.

select count(*) as group_count
from review.suspicions
where state in ('contradictory', 'overruled')
having count(*) > 0
