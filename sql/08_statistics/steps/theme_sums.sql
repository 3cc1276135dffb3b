-- How many texts were read for each theme, how many have it, and how many units were drawn for that.
-- One row per question (null: all of them together), theme and counting rule.
-- weight_effect: the factor by which unequal weights multiply a variance, N * sum(x²) / sum(x)²
-- over all units, where x is the weight of a unit's authors: a letter is one unit, however many
-- sent it.

with

units as (

    select
        question_id,
        counting_rule,
        unit_id,
        round(sum(weight), 9)::decimal(18, 9) as unit_weight
    from statistics_steps.coded_texts
    where question_id is not null
    group by question_id, counting_rule, unit_id

),

populations as (

    select
        question_id,
        counting_rule,
        count(*)::double as unit_count,
        count(*) * sum(unit_weight * unit_weight)::double
        / sum(unit_weight)::double ** 2 as weight_effect
    from units
    group by question_id, counting_rule

),

sums as (

    select
        question_id,
        theme_id,
        counting_rule,
        sum(weight) filter (where is_drawn) as coded_sum,
        sum(weight) filter (where is_drawn and state = 'yes') as theme_sum,
        sum(weight) filter (where is_drawn and state = 'open') as open_sum,
        sum(weight) filter (where not is_drawn) as chosen_sum,
        sum(weight) filter (where not is_drawn and state = 'yes') as chosen_theme_sum,
        count(distinct unit_id) filter (where is_drawn)::double as drawn_count
    from statistics_steps.theme_readings
    group by question_id, theme_id, counting_rule

)

select
    sums.question_id,
    sums.theme_id,
    sums.counting_rule,
    round(coalesce(sums.coded_sum, 0), 9)::double as coded_count,
    round(coalesce(sums.theme_sum, 0), 9)::double as theme_count,
    round(coalesce(sums.open_sum, 0), 9)::double as open_count,
    round(coalesce(sums.chosen_sum, 0), 9)::double as chosen_coded_count,
    round(coalesce(sums.chosen_theme_sum, 0), 9)::double as chosen_theme_count,
    theme_count / nullif(coded_count, 0) as theme_share,
    sums.drawn_count,
    populations.unit_count,
    populations.weight_effect
from sums
left join populations using (question_id, counting_rule)
