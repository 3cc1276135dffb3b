-- The draws by lot, and the bounds that each gives for all units that could have been drawn.
-- One row per draw that the form has; key: draw.
-- `left_share`: the greatest share of findings, 19 times in 20, among units without a judgement.
-- `most_share`: the same among all units (consultation/coding/drawn_shares.py). Both are null until
-- the draw is finished, and if no unit is left.

select
    draws.*,
    draws.population_count - draws.judged_count as left_count,
    ceilings.most_left_count / nullif(draws.population_count - draws.judged_count, 0)
        as left_share,
    (draws.found_count + ceilings.most_left_count) / nullif(draws.population_count, 0)
        as most_share
from sending.draws as draws
left join drawing.ceilings as ceilings using (draw)
