-- statistiques/draws.csv of the pack: the finished draws by lot, and the bounds that they give.
-- One row per finished draw; key: draw. The counts are enough to make both shares again, which
-- `faire-masse verify` does.

select
    draws.draw,
    draws.population_count,
    draws.drawn_count,
    draws.judged_count,
    draws.drawn_count - draws.judged_count as silent_count,
    draws.found_count,
    draws.judged_count - draws.found_count as other_count,
    draws.left_count,
    draws.left_share,
    draws.most_share
from facts.draws as draws
where draws.is_finished
order by draws.draw
