-- How many persons each département has, from the postcode.
-- One row per département and overseas territory, zeros included, and one for those whose postcode
-- gives none (departement_id null).

select
    departement_id,
    contribution_count as person_count
from statistics.participation_by_departement
