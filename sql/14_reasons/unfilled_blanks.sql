-- What the note of method still waits for, and that only a person can write.
-- One row, or none.

select
    form.form_id || '.toml' as file,
    count(*) as blank_count,
    list(blanks.label order by blanks.position) as blanks
from form.blanks as blanks
cross join form.form as form
group by form.form_id
