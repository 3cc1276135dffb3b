-- The draws by lot, and what each permits to say of all that could have been drawn.
-- One row per draw that the form has; key: draw.
-- `left_share`: the greatest share, 19 times in 20, of those that were not drawn; `most_share`: of
-- all (consultation/coding/drawn_shares.py). Null until the draw is finished, and where nobody is left.

select
    draws.*,
    draws.population_count - draws.judged_count as left_count,
    ceilings.most_left_count / nullif(draws.population_count - draws.judged_count, 0)
        as left_share,
    (draws.found_count + ceilings.most_left_count) / nullif(draws.population_count, 0)
        as most_share
from sending.draws as draws
left join drawing.ceilings as ceilings using (draw)
