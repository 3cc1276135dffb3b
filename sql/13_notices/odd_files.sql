-- Files that a spreadsheet or a person changed, but that could be read.
-- One row per file, with what was seen and what to do; the same advice is given once. Where there
-- is nothing to do, as for a compressed file, nothing is said.

with

explained as (

    select
        exports.file_name,
        words.label,
        words.position,
        nullif(words.explanation, '') as advice,
        row_number() over (
            partition by exports.file_name, words.explanation order by words.position
        ) as occurrence
    from raw.exports as exports
    inner join form.words as words
        on words.kind = 'note' and list_contains(exports.notes, words.id)

),

gathered as (

    select
        file_name,
        list(label order by position) as remarks,
        list(advice order by position)
        filter (where advice is not null and occurrence = 1) as advices
    from explained
    group by file_name

)

select * from gathered
where advices is not null
order by file_name
