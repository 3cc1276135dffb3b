-- Exports that give another title to their form than the form file.
-- One row per file; titles are compared as headings are (consultation/forms/spelling.py).

with

titles as (

    select
        exports.file_name,
        exports.title,
        form.title as declared
    from raw.exports as exports
    cross join form.form as form
    where not form.is_example  -- its title says more

),

spelled as (

    select
        *,
        list_transform(
            [title, declared],
            lambda given: trim(
                regexp_replace(
                    replace(nfc_normalize(given), '’', ''''), '[\s\p{Z}]+', ' ', 'g'
                )
            )
        ) as spellings
    from titles

)

select
    file_name,
    left(title, 120) as title
from spelled
where spellings[1] not in ('', spellings[2])
order by file_name
