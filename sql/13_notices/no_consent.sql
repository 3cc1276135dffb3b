-- A form without a question of consent: nothing of it can be sent.
-- One row per form, or none.

select form_id
from form.form
where not has_consent
