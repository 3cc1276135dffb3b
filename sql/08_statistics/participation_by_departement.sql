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

counted as (

    select
        departements.departement_id,
        count(contributions.submission_id) as contribution_count
    from departements
    left join respondents.contributions as contributions
        on departements.departement_id is not distinct from contributions.departement_id
    group by departements.departement_id

)

select
    departement_id,
    coalesce(
        word('departement', departement_id).label, sentence('none', 'departement')
    ) as departement_label,
    contribution_count
from counted
order by word('departement', departement_id).position nulls last
