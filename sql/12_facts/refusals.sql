-- Files that were refused, and what was said of them.
-- One row per refusal.

select
    file_name,
    export_id,
    what,
    advice
from raw.refusals
order by file_name, export_id, what, advice
