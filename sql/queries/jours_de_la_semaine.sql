-- Quels jours de la semaine on répond le plus.
-- Une ligne par jour de la semaine, du lundi au dimanche, zéros compris.
-- Les jours sont ceux du fuseau du formulaire.

with

weekdays as (

    select
        unnest(generate_series(1, 7)) as weekday,
        unnest([
            'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'
        ]) as label

),

counted as (

    select
        isodow(day) as weekday,
        sum(contribution_count)::bigint as contribution_count
    from statistics.participation_by_day
    group by all

)

select
    weekdays.label as "Jour",
    coalesce(counted.contribution_count, 0) as "Contributions"
from weekdays
left join counted using (weekday)
order by weekdays.weekday
