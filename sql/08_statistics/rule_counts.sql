-- How many contributions each counting rule counts.
-- One row per counting rule; key: counting_rule. Fractions under one_per_family.
-- is_ranged: false for a rule with too few contributions for a share, which no range of shares
-- uses.

select
    rules.id as counting_rule,
    rules.label as counting_rule_label,
    rules.explanation,
    round(coalesce(sum(weights.weight::decimal(38, 18)), 0), 9)::double
        as contribution_count,
    contribution_count >= any_value(thresholds.ranged_fewest) as is_ranged
from form.words as rules
left join statistics.weights as weights on rules.id = weights.counting_rule
cross join form.thresholds as thresholds
where rules.kind = 'counting_rule'
group by
    rules.id,
    rules.label,
    rules.explanation,
    rules.position
order by rules.position
