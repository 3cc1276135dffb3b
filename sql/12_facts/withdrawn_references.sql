-- All that a withdrawn person's contribution may have gone by.
-- One row per reference.

select distinct given.reference
from respondents.withdrawals
inner join pseudonyms.submissions as given using (submission_id)
order by given.reference
