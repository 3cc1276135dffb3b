-- statistiques/flow.csv.
-- One row per box of the flow.

select
    box,
    word('box', box).label as box_label,
    submission_count
from statistics.flow
order by word('box', box).position
