-- Texts that nobody has read again, where the form file asks for it.
-- One row, or none. The same text of several people is read once.

select count(*) as text_count
from sending.texts_to_read as texts
cross join form.form as form
where form.has_required_review and texts.state not in ('applied', 'by_hand')
having count(*) > 0
