-- Files of requests or decisions that were refused: a withdrawal nobody could read is still one.
-- One row, or none.

select count(*) as file_count
from raw.refusals
where starts_with(code, 'decisions_')
having count(*) > 0
