-- Files of decisions in which nobody decided anything.
-- One row per file.

select file_name
from raw.decision_files
where decision_count = 0
order by file_name
