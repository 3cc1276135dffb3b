-- Decisions that are obeyed though an older one says the contrary, which is not hidden.
-- One row, or none.

select count(*) as decision_count
from respondents.decisions
where state = 'applied' and has_other_choice
having count(*) > 0
