-- Exports in which nothing tells whether dates begin with the day or the month.
-- One row per file.

select file_name
from clean.exports
where is_date_order_assumed
order by file_name
