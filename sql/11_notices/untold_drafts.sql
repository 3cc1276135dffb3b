-- Exports in which nothing tells drafts apart.
-- One row per file.

select file_name
from clean.exports
where not has_draft_marks
order by file_name
