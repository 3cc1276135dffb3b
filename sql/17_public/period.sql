-- Until when those who are counted answered.
-- One row; days are those of the form's own time zone, null where no contribution has a date.

select max(day) as last_day
from statistics.participation_by_day
where contribution_count > 0
