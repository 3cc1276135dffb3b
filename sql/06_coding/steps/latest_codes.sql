-- The last code of each person for each unit. An empty list means that no theme fits.
-- One row per unit and coder; key: unit_id, coder.
-- Those of the person who checks the grid are among them.

select * exclude (code_rank, is_cancelled, change_count, came_at)
from coding_steps.given_codes
where coder is not null
qualify
    row_number() over (
        partition by unit_id, coder
        order by code_rank desc
    ) = 1
    and not is_cancelled
