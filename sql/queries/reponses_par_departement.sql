-- D'où l'on a répondu, département par département.
-- Une ligne par département ou territoire qui a répondu, et une pour les codes absents.
-- La part se lit sur toutes les contributions, avec ou sans code postal.

select
    departement_id as "Code",
    departement_label as "Département",
    contribution_count as "Contributions",
    contribution_count / sum(contribution_count) over () as "Part"
from statistics.participation_by_departement
where contribution_count > 0
order by contribution_count desc, departement_id asc nulls last
