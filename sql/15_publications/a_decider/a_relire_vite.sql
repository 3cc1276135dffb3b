-- Sheet « À relire vite » of a-decider.xlsx.
-- One row per text that would leave: a few words with nothing to look at, the unread first.

select * exclude (place, is_quick)
from publications.parts__texts_to_read
where is_quick
order by place
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
