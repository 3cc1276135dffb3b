-- The form, where its answers are invented.
-- One row, or none.

select form_id from form.form
where is_example
