-- Ce qui n'a pas pu être compris dans les réponses, et que faire.
-- Une ligne par raison, la plus fréquente en premier.
-- Une cellule écartée n'arrête pas sa ligne : le reste de la réponse compte.

with

counted as (

    select
        rule,
        count(*) as cell_count
    from clean.set_aside_cells
    group by rule

)

select
    counted.cell_count as "Cellules",
    reasons.label as "Raison",
    reasons.explanation as "Que faire"
from counted
inner join form.words as reasons
    on counted.rule = reasons.id and reasons.kind = 'set_aside'
order by counted.cell_count desc, counted.rule asc
