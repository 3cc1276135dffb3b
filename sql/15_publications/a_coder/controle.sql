-- Progress of the draw with which somebody checks the grid, on the first page of a-coder.xlsx.
-- One row per person who does: one at most.

select
    coding.control_coder as coder,
    draws.drawn_count,
    draws.answered_count,
    draws.found_count,
    draws.most_share
from facts.draws as draws
cross join form.coding as coding
where draws.draw = 'control'
order by coding.control_coder
