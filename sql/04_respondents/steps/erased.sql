-- Submissions that were erased at the request of whoever sent them: nothing else is known of them.
-- One row per submission; key: erased_id. Never published.

select distinct erased.erased_id
from raw.erased as erased
inner join typed.exports using (export_id)
