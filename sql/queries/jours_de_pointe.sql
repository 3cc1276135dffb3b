-- Les jours où l'on a répondu bien plus que d'ordinaire.
-- Une ligne par jour qui a reçu au moins tant de fois le nombre médian, le plus fort en premier.
-- Un pic suit souvent un article, une infolettre ou une réunion : à rapprocher de votre agenda.
-- Paramètre fois (nombre) : combien de fois le nombre médian. Défaut : 3.

with

days as (

    select
        day,
        contribution_count,
        median(contribution_count) over () as usual_count
    from statistics.participation_by_day

)

select
    day as "Jour",
    contribution_count as "Contributions",
    usual_count as "Un jour ordinaire"
from days
where contribution_count >= $fois::double * usual_count and contribution_count > 0
order by contribution_count desc, day asc
