-- Counts of the first page of the index.
-- One row per column of the index that is counted there and value of it.

with

rows_of_index as (

    select * from pack.index

),

counts as (

    select
        1 as place,
        'Nature' as counted,
        "Nature" as label,
        count(*) as contribution_count
    from rows_of_index
    group by "Nature"
    union all
    select
        2 as place,
        'Consentement' as counted,
        "Consentement" as label,
        count(*) as contribution_count
    from rows_of_index
    group by "Consentement"
    union all
    select
        3 as place,
        'Qualité du nom' as counted,
        "Qualité du nom" as label,
        count(*) as contribution_count
    from rows_of_index
    group by "Qualité du nom"
    union all
    select
        4 as place,
        'Double envoi probable' as counted,
        "Double envoi probable" as label,
        count(*) as contribution_count
    from rows_of_index
    group by "Double envoi probable"

)

select
    counted as "Colonne",
    label as "Valeur",
    contribution_count as "Contributions"
from counts
order by place asc, contribution_count desc, label asc
