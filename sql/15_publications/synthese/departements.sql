-- Second table of the sheet « Participation » of synthese.xlsx.
-- One row per département that somebody answered from: first what has no postcode, then the most
-- represented. None when nobody gave a postcode that can be read.

with

counted as (

    select
        *,
        bool_or(departement_id is not null and contribution_count > 0) over ()
            as has_postcodes
    from statistics.participation_by_departement

)

select
    departement_id,
    departement_label,
    contribution_count / nullif(sum(contribution_count) over (), 0)
        as contribution_share,
    contribution_count
from counted
where has_postcodes and contribution_count > 0
order by
    departement_id is null desc,
    contribution_count desc,
    word('departement', departement_id).position asc
