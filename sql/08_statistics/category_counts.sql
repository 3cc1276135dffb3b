-- Who answered, by declared category, under every counting rule.
-- One row per declared category, and one for none (category_id null), and counting rule.
-- Counts may be fractions. They are added as decimals, since a sum of doubles depends on its order.

with

categories as (

    select category_id from form.categories
    union all
    select null as category_id

),

weighed as (

    select
        contributions.category_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as contribution_count
    from respondents.contributions as contributions
    inner join statistics.weights as weights using (submission_id)
    group by all

),

counted as (

    select
        categories.category_id,
        rules.id as counting_rule,
        coalesce(weighed.contribution_count, 0) as contribution_count
    from categories
    cross join form.words as rules
    left join weighed
        on
            categories.category_id is not distinct from weighed.category_id
            and rules.id = weighed.counting_rule
    where rules.kind = 'counting_rule'

),

shared as (

    select
        *,
        contribution_count / nullif(
            sum(contribution_count::decimal(38, 9)) over (partition by counting_rule), 0
        )::double as contribution_share
    from counted

)

select
    category_id,
    coalesce(word('category', category_id).label, sentence('none', 'category'))
        as category_label,
    counting_rule,
    word('counting_rule', counting_rule).label as counting_rule_label,
    contribution_count,
    contribution_share
from shared
order by
    word('category', category_id).position asc nulls last,
    word('counting_rule', counting_rule).position asc
