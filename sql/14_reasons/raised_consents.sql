-- Contributions that the form file alone has made more public, and that nobody confirmed.
-- One row, or none.

select
    count(distinct contribution_id) as contribution_count,
    count(distinct contribution_id) filter (where publicity_before = 0) as unsent_count
from review.raised_consents
having count(*) > 0
