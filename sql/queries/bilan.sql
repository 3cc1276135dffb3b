-- Où est passée chaque soumission reçue.
-- Une ligne par case ; leur somme est tout ce qui a été reçu.
-- Une soumission est dans une case et une seule.

select
    boxes.label as "Case",
    flow.submission_count as "Soumissions",
    boxes.explanation as "Ce que c'est"
from statistics.flow as flow
inner join form.words as boxes on flow.box = boxes.id and boxes.kind = 'box'
order by boxes.position
