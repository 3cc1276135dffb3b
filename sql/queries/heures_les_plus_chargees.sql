-- À quelles heures on répond le plus.
-- Une ligne par heure du jour où quelqu'un a répondu, la plus chargée en premier.
-- L'heure est celle du fuseau du formulaire ; la part se lit sur toutes les contributions datées.

with

hours as (

    select
        hour(
            contributions.answered_at at time zone 'UTC' at time zone form.time_zone
        ) as hour
    from respondents.contributions as contributions
    cross join form.form as form
    where contributions.answered_at is not null

),

counted as (

    select
        hour,
        count(*) as contribution_count
    from hours
    group by hour

)

select
    hour as "Heure",
    contribution_count as "Contributions",
    contribution_count / sum(contribution_count) over () as "Part"
from counted
order by contribution_count desc, hour asc
