-- Qui a répondu, semaine après semaine.
-- Une ligne par semaine, du lundi au dimanche, de la première à la dernière contribution.
-- Les semaines sans réponse y sont, avec zéro ; les jours sont ceux du fuseau du formulaire.

select
    date_trunc('week', day)::date as "Semaine du",
    sum(contribution_count)::bigint as "Contributions",
    max(cumulated_count) as "Depuis le début"
from statistics.participation_by_day
group by date_trunc('week', day)::date
order by date_trunc('week', day)::date
