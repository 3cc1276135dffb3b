-- Sheet « Comptes » of contributions.xlsx.
-- One row per column of the index that is counted there and value of it.

with

counts as (

    select
        columns.place,
        columns.title,
        columns.shown,
        count(*) as contribution_count
    from pack.index as entries
    cross join (
        values
        (1, 'Nature', entries."Nature"),
        (2, 'Consentement', entries."Consentement"),
        (3, 'Qualité du nom', entries."Qualité du nom"),
        (4, 'Double envoi probable', entries."Double envoi probable")
    ) as columns (place, title, shown)
    group by all

)

select
    title as "Colonne",
    coalesce(shown, '(vide)') as "Valeur",
    contribution_count as "Contributions"
from counts
order by place asc, contribution_count desc, shown asc
