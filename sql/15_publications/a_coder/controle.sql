-- Progress of the draw with which somebody checks the grid, on the first page of a-coder.xlsx.
-- One row per person who does: one at most.

select
    people.coder,
    draws.drawn_count,
    draws.answered_count,
    draws.found_count,
    draws.most_share
from facts.draws as draws
cross join coding_steps.people_who_code as people
where draws.draw = 'control' and people.is_control
order by people.coder
