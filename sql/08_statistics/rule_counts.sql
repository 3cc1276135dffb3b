-- How many contributions each counting rule counts.
-- One row per counting rule; key: counting_rule. Fractions under one_per_family.

with

weighed as (

    select
        counting_rule,
        round(sum(weight::decimal(38, 18)), 9)::double as contribution_count
    from statistics.weights
    group by counting_rule

)

select
    rules.id as counting_rule,
    rules.label as counting_rule_label,
    rules.explanation,
    coalesce(weighed.contribution_count, 0) as contribution_count
from form.words as rules
left join weighed on rules.id = weighed.counting_rule
where rules.kind = 'counting_rule'
order by rules.position
