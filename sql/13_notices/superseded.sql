-- Exports that a newer one replaces, of a tool that does not number its answers.
-- One row per file.

with

unread as (

    select raw_exports.*
    from raw.exports as raw_exports
    anti join typed.exports as typed_exports using (export_id)
    anti join raw.refusals using (export_id)

),

superseded as (

    select
        unread.file_name,
        words.label as tool,
        exports.file_name as newest
    from unread
    inner join form.words as words
        on words.kind = 'tool' and list_contains(unread.notes, words.id)
    cross join clean.exports as exports

)

select * from superseded
order by all
