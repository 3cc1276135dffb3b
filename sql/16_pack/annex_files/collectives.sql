-- statistiques/collectives.csv of the pack: in whose name contributions are sent.
-- One row per collective, as its name is folded; key: collective_number.

with

numbered as (

    select
        row_number() over (
            order by folded_name is null, contribution_count desc, folded_name asc
        ) as collective_number,
        name,
        contribution_count
    from pack.collectives

)

select * from numbered
order by collective_number
