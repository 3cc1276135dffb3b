-- statistiques/participation_by_departement.csv.
-- One row per département, zeros included, and one for unknown ones.

select
    departement_id,
    coalesce(
        word('departement', departement_id).label, sentence('none', 'departement')
    ) as departement_label,
    contribution_count
from statistics.participation_by_departement
order by word('departement', departement_id).position nulls last
