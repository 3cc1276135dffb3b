-- Les départements d'où personne n'a répondu.
-- Une ligne par département ou territoire sans contribution.
-- D'après le code postal donné ; qui n'en a pas donné n'est compté nulle part.

select
    counts.departement_id as "Code",
    departements.label as "Département"
from statistics.participation_by_departement as counts
inner join form.words as departements
    on counts.departement_id = departements.id and departements.kind = 'departement'
where counts.contribution_count = 0
order by departements.position
