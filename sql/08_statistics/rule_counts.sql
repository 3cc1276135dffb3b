-- How many contributions each counting rule counts.
-- One row per counting rule; key: counting_rule. Fractions under one_per_family.

with

rules as (

    select id as counting_rule from form.words
    where kind = 'counting_rule'

),

weighed as (

    select
        counting_rule,
        round(sum(weight::decimal(38, 18)), 9)::double as contribution_count
    from statistics.weights
    group by counting_rule

),

counted as (

    select
        rules.counting_rule,
        coalesce(weighed.contribution_count, 0) as contribution_count
    from rules
    left join weighed using (counting_rule)

)

select
    counting_rule,
    word('counting_rule', counting_rule).label as counting_rule_label,
    word('counting_rule', counting_rule).explanation as explanation,
    contribution_count
from counted
order by word('counting_rule', counting_rule).position
