-- What each coder finds in each unit, as they said it last; no theme is said by an empty list.
-- One row per unit and coder; key: unit_id, coder.
-- Agreement is measured theme by theme (coding.judgements). The person who checks the grid is not
-- among the coders.

select * exclude (is_control)
from coding_steps.latest_codes
where not is_control
