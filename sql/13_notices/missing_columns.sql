-- Exports that lack columns which the form file declares, of options that left the form too.
-- One row per file, with the first ten, enough to recognise what is meant.

select
    exports.file_name,
    list(missing_columns.label order by missing_columns.label)[:10]
    || case when count(*) > 10 then ['…'] else [] end as labels
from typed.missing_columns as missing_columns
inner join clean.exports as exports using (export_id)
group by exports.file_name
order by exports.file_name
