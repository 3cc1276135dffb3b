-- Sheet « Départements » of synthese.xlsx.
-- One row per département, the most represented first; those without an answer at the end.

with

counted as (

    select * from statistics.participation_by_departement

),

labelled as (

    select
        counted.departement_id,
        coalesce(words.label, 'Sans code postal, ou code illisible') as departement,
        counted.contribution_count,
        counted.contribution_count / nullif(sum(counted.contribution_count) over (), 0)
            as share,
        words.position
    from counted
    left join form.words as words
        on counted.departement_id = words.id and words.kind = 'departement'

)

select
    departement_id as "Code",
    departement as "Département",
    contribution_count as "Contributions",
    share as "Part"
from labelled
order by departement_id is null, contribution_count desc, position asc
