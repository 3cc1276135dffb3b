-- The draws by lot, and how far each has come.
-- One row per draw that the form has; key: draw.
-- `population_count`: the units that could be drawn; `drawn_count`: the first of the draw's order
-- (the function `lot`) that somebody answers; `answered_count` of these were; `judged_count` of these
-- say yes or no, and of `found_count` it is true. Of `is_finished` alone something is told.

select
    'none' as draw,
    0::bigint as population_count,
    0::bigint as drawn_count,
    0::bigint as answered_count,
    0::bigint as judged_count,
    0::bigint as found_count,
    answered_count = drawn_count as is_finished
where false
