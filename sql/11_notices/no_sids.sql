-- Exports without SIDs, which nothing brings together with another.
-- One row per file.

select file_name
from clean.exports
where not has_sids
order by file_name
