-- Files whose refusal does not tell what they are.
-- One row, or none.
-- A withdrawal saved in another format, or cut, does not even look like one.

select count(*) as file_count
from raw.refusals
where code in ('no_header', 'not_an_export', 'truncated_file', 'unreadable_file')
having count(*) > 0
