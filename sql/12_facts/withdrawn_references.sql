-- The references under which a withdrawn person's contribution may have been sent.
-- One row per reference.

select distinct given.reference
from respondents.withdrawals
inner join pseudonyms.submissions as given using (submission_id)
order by given.reference
