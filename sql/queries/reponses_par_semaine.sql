-- Qui a répondu, semaine après semaine.
-- Une ligne par semaine, du lundi au dimanche, de la première à la dernière contribution.
-- Les semaines sans réponse y sont, avec zéro ; les jours sont ceux du fuseau du formulaire.

with

weeks as (

    select
        date_trunc('week', day)::date as week,
        sum(contribution_count)::bigint as contribution_count
    from statistics.participation_by_day
    group by all

)

select
    week as "Semaine du",
    contribution_count as "Contributions",
    sum(contribution_count) over (order by week)::bigint as "Depuis le début"
from weeks
order by week
