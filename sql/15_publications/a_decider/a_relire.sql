-- Sheet « À relire » of a-decider.xlsx.
-- One row per text that would leave: the unread first, and of those what has something to look at.

select * exclude (place, is_quick)
from publications.parts__texts_to_read
where not is_quick
order by place
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
