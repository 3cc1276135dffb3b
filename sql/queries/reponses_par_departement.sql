-- D'où l'on a répondu, département par département.
-- Une ligne par département ou territoire qui a répondu, et une pour les codes absents.
-- La part se lit sur toutes les contributions, avec ou sans code postal.

with

counts as (

    select
        departement_id,
        contribution_count,
        contribution_count / nullif(sum(contribution_count) over (), 0)
            as contribution_share
    from statistics.participation_by_departement

)

select
    counts.departement_id as "Code",
    coalesce(departements.label, 'Sans code postal, ou code illisible')
        as "Département",
    counts.contribution_count as "Contributions",
    counts.contribution_share as "Part"
from counts
left join form.words as departements
    on counts.departement_id = departements.id and departements.kind = 'departement'
where counts.contribution_count > 0
order by counts.contribution_count desc, counts.departement_id asc nulls last
