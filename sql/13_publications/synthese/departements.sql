-- Sheet « Départements » of synthese.xlsx.
-- One row per département, the most represented first; those without an answer at the end.

select
    departement_id as "Code",
    coalesce(
        word('departement', departement_id).label, sentence('none', 'departement')
    ) as "Département",
    contribution_count as "Contributions",
    contribution_count / nullif(sum(contribution_count) over (), 0) as "Part"
from statistics.participation_by_departement
order by
    departement_id is null asc,
    contribution_count desc,
    word('departement', departement_id).position asc
