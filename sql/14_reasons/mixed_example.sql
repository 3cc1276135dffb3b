-- Real answers that came into a form of invented ones, and are counted with them.
-- One row, or none.

select
    form.form_id || '.duckdb' as database,
    form.form_id || '.lus' as list
from form.form as form
where
    form.is_example
    and exists (from facts.real_exports)
