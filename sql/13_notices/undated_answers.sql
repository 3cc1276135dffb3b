-- Answers of which none has a date.
-- One row, or none.
-- Nobody can tell then which are late, how many came in a week, until when a public page counts.

select count(*) as answer_count
from respondents.contributions
having count(*) > 0 and count(answered_at) = 0
