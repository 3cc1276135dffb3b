-- All that a withdrawn person's contribution may have gone by.
-- One row per reference.

select distinct given.reference
from respondents.withdrawals as withdrawals
inner join pseudonyms.submissions as given
    on withdrawals.submission_id = given.submission_id
order by given.reference
