-- Qui a répondu, par catégorie.
-- Une ligne par catégorie, et une pour celles et ceux qui n'en ont pas dit.
-- « À transmettre » : celles qui ont accepté l'envoi, avec un nom ou sans.

with

contributions as (

    select
        category_id,
        count(*) as contribution_count,
        count(*) filter (where is_sendable) as sendable_count
    from respondents.contributions
    group by category_id

),

categories as (

    select
        category_id,
        label,
        position
    from form.categories
    union all
    select
        null as category_id,
        'Sans catégorie' as label,
        null as position

)

select
    categories.label as "Catégorie",
    coalesce(contributions.contribution_count, 0) as "Contributions",
    coalesce(contributions.sendable_count, 0) as "À transmettre"
from categories
left join contributions
    on categories.category_id is not distinct from contributions.category_id
order by categories.position nulls last
