-- The draws by lot, and how far each has come.
-- One row per draw that the form has; key: draw.
-- `population_count`: the units that could be drawn; `drawn_count`: the first of the draw's order
-- (the function `lot`) that somebody answers; `answered_count` of these were; `judged_count` of these
-- say yes or no, and of `found_count` it is true. Of `is_finished` alone something is told.

select
    'control' as draw,
    count(*) as population_count,
    count(*) filter (where is_drawn) as drawn_count,
    count(*) filter (where is_drawn and is_answered) as answered_count,
    answered_count as judged_count,
    count(*) filter (where is_drawn and is_answered and is_found) as found_count,
    answered_count = drawn_count as is_finished
from coding.control_draw
having count(*) > 0
union all by name
-- Who is recalled says that the answer is theirs, or not; or says nothing.
select
    'recall' as draw,
    count(*) as population_count,
    count(*) filter (where is_drawn) as drawn_count,
    count(answer) filter (where is_drawn) as answered_count,
    count(*) filter (where is_drawn and answer in ('confirm', 'deny')) as judged_count,
    count(*) filter (where is_drawn and answer = 'deny') as found_count,
    answered_count = drawn_count as is_finished
from sending.recalls
having count(*) > 0
