-- How many persons answered in each week, in the form's own time zone.
-- One row per week (its Monday) from the first contribution to the last, weeks without any included,
-- and one for those who have no date (week null) where there are any.

select
    week,
    contribution_count as person_count
from statistics.participation_by_week
