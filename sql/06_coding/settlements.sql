-- What was settled in the sheet « Désaccords » of units about which coders differ.
-- One row per unit; key: unit_id.
-- The moment when a run read a file is left out, as it would differ from one run to another.

select * exclude (came_at)
from coding_steps.settled_codes
