-- Exports that lack columns which the form file declares, of options that left the form too.
-- One row per file, with the first ten, enough to recognise what is meant.

with

missing as (

    select
        exports.file_name,
        list(missing_columns.label order by missing_columns.label) as labels
    from typed.missing_columns as missing_columns
    inner join clean.exports as exports using (export_id)
    group by exports.file_name

)

select
    file_name,
    labels[:10] as labels,
    len(labels) - 10 as other_count,
    case
        when len(labels) > 10 then 'many_missing_columns'
        else 'missing_columns'
    end as sentence_id
from missing
order by file_name
