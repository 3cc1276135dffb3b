-- Exports that give another title to their form than the form file.
-- One row per file; accents, capitals and punctuation make no other title.

select
    exports.file_name,
    left(exports.title, 120) as title
from raw.exports as exports
cross join form.form as form
where
    not form.is_example  -- its title says more
    and exports.title != ''
    and folded(exports.title) != folded(form.title)
order by exports.file_name
