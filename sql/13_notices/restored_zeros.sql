-- Files whose postcodes a spreadsheet robbed of their zero, and that count all the same.
-- One row per file.

select
    exports.file_name,
    count(*) as postcode_count
from clean.set_aside_cells as cells
inner join clean.submissions as submissions using (submission_id)
inner join clean.exports as exports using (export_id)
where cells.rule = 'short_postcode' and submissions.departement_id is not null
group by exports.file_name
order by exports.file_name
