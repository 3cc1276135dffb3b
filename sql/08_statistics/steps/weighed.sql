-- The weights of each counted contribution under every counting rule, side by side.
-- One row per contribution; key: submission_id. 0 under a rule that doesn't count it.

select
    submission_id,
    count(*) filter (where counting_rule = 'all') as weight_all,
    coalesce(
        any_value(weight) filter (where counting_rule = 'one_per_family'), 0
    )::double as weight_one_per_family,
    count(*) filter (where counting_rule = 'without_templates')
        as weight_without_templates,
    count(*) filter (where counting_rule = 'individuals') as weight_individuals,
    count(*) filter (where counting_rule = 'collectives') as weight_collectives,
    count(*) filter (where counting_rule = 'consenting') as weight_consenting
from statistics.weights
group by submission_id
