-- The form's site, where it says that the form has no answers and exports have some.
-- One row, or none.

with

known as (

    select count(*) as answer_count from clean.submissions

)

select known.answer_count
from raw.fetches as fetches
cross join known
where fetches.export_id is null and known.answer_count > 0
