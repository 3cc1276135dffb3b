-- statistiques/flow.csv.
-- One row per box of the flow.

select
    flow.box,
    words.label as box_label,
    flow.submission_count
from statistics.flow as flow
inner join form.words as words on flow.box = words.id and words.kind = 'box'
order by words.position
