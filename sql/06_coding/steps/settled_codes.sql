-- What was settled last in the sheet « Désaccords » of units about which coders differ.
-- One row per unit; key: unit_id.

select * exclude (code_rank, coder, is_control, is_cancelled, change_count)
from coding_steps.given_codes
where coder is null
qualify
    row_number() over (
        partition by unit_id
        order by code_rank desc
    ) = 1
    and not is_cancelled
