-- Texts that nobody has read again, where the form file asks for it.
-- One row, or none.

select count(*) as text_count
from sending.readings as readings
cross join form.form as form
where form.has_required_review and readings.state not in ('applied', 'by_hand')
having count(*) > 0
