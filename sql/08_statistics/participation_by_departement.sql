-- Contributions per département, from the postcode.
-- One row per département and overseas territory, zeros included, and one for those whose
-- postcode gives none (departement_id null).
-- A few communes share the postcode of a neighbouring département.

with

departements as (

    select id as departement_id from form.words
    where kind = 'departement'
    union all
    select null as departement_id

),

contributions as (

    select
        departement_id,
        count(*) as contribution_count
    from respondents.contributions
    group by departement_id

),

counted as (

    select
        departements.departement_id,
        coalesce(contributions.contribution_count, 0) as contribution_count
    from departements
    left join contributions
        on departements.departement_id is not distinct from contributions.departement_id

)

select
    departement_id,
    coalesce(
        word('departement', departement_id).label, sentence('none', 'departement')
    ) as departement_label,
    contribution_count
from counted
order by word('departement', departement_id).position nulls last
