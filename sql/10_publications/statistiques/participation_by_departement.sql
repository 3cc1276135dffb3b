-- statistiques/participation_by_departement.csv.
-- One row per département, zeros included, and one for unknown ones.

select
    counts.departement_id,
    coalesce(words.label, 'Sans code postal, ou code illisible') as departement_label,
    counts.contribution_count
from statistics.participation_by_departement as counts
left join form.words as words
    on counts.departement_id = words.id and words.kind = 'departement'
order by words.position nulls last
