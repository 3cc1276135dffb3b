-- More finished submissions than the form file expects.
-- One row, or none.

select
    totals.finished_count,
    form.expected_max::varchar as expected_max
from facts.totals as totals
cross join form.form as form
where totals.finished_count > form.expected_max
