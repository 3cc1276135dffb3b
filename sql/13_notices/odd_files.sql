-- Files that a spreadsheet or a person changed, but that could be read.
-- One row per file, with what was seen and what to do; the same advice is given once. Where there
-- is nothing to do, as for a compressed file, nothing is said.

with

explained as (

    select
        exports.file_name,
        words.label,
        words.position,
        nullif(words.explanation, '') as advice
    from raw.exports as exports
    inner join form.words as words
        on words.kind = 'note' and list_contains(exports.notes, words.id)

)

select
    file_name,
    list(label order by position) as remarks,
    list(distinct advice order by advice) filter (where advice is not null) as advices
from explained
group by file_name
having count(advice) > 0
order by file_name
