-- Files that a lost working database had read, and that nobody dropped again: withdrawals, perhaps.
-- One row, or none.

select count(*) as file_count
from raw.lost_files
having count(*) > 0
