-- How many texts were read for each theme, how many have it, and what the bounds of its share rest on.
-- One row per question (null: all of them together), theme and counting rule.
-- single_: units of the weight of one person, drawn by lot; a unit of which a part is not read yet is
-- not drawn. several_: the weights of all other units, as a letter is one unit, however many sent it
-- (consultation/coding/drawn_shares.py).

with

units as (

    select
        question_id,
        counting_rule,
        unit_id,
        round(sum(weight), 9) as unit_weight
    from statistics_steps.coded_texts
    where question_id is not null
    group by question_id, counting_rule, unit_id

),

populations as (

    select
        question_id,
        counting_rule,
        count(*) filter (where unit_weight = 1) as single_count,
        coalesce(sum(unit_weight) filter (where unit_weight != 1), 0) as several_people
    from units
    group by question_id, counting_rule

),

read_units as (

    select
        question_id,
        theme_id,
        counting_rule,
        unit_id,
        coalesce(sum(weight) filter (where is_drawn), 0) as coded_sum,
        coalesce(sum(weight) filter (where is_drawn and state = 'yes'), 0) as theme_sum,
        coalesce(sum(weight) filter (where is_drawn and state = 'open'), 0) as open_sum,
        coalesce(sum(weight) filter (where not is_drawn), 0) as chosen_sum,
        coalesce(sum(weight) filter (where not is_drawn and state = 'yes'), 0)
            as chosen_theme_sum
    from statistics_steps.theme_readings
    group by question_id, theme_id, counting_rule, unit_id

),

sums as (

    select
        read_units.question_id,
        read_units.theme_id,
        read_units.counting_rule,
        round(sum(read_units.coded_sum), 9)::double as coded_count,
        round(sum(read_units.theme_sum), 9)::double as theme_count,
        round(sum(read_units.open_sum), 9)::double as open_count,
        round(sum(read_units.chosen_sum), 9)::double as chosen_coded_count,
        round(sum(read_units.chosen_theme_sum), 9)::double as chosen_theme_count,
        count(*) filter (
            where units.unit_weight = 1 and round(read_units.coded_sum, 9) = 1
        ) as single_drawn,
        sum(read_units.theme_sum) filter (
            where units.unit_weight = 1 and round(read_units.coded_sum, 9) = 1
        ) as single_found,
        sum(read_units.coded_sum) filter (where units.unit_weight != 1) as several_read,
        sum(read_units.theme_sum) filter (where units.unit_weight != 1) as several_found
    from read_units
    left join units using (question_id, counting_rule, unit_id)
    group by read_units.question_id, read_units.theme_id, read_units.counting_rule

)

select
    sums.question_id,
    sums.theme_id,
    sums.counting_rule,
    sums.coded_count,
    sums.theme_count,
    sums.open_count,
    sums.chosen_coded_count,
    sums.chosen_theme_count,
    sums.theme_count / nullif(sums.coded_count, 0) as theme_share,
    sums.single_drawn,
    round(coalesce(sums.single_found, 0), 9)::double as single_found,
    populations.single_count,
    populations.several_people::double as several_people,
    round(coalesce(sums.several_read, 0), 9)::double as several_read,
    round(coalesce(sums.several_found, 0), 9)::double as several_found
from sums
left join populations using (question_id, counting_rule)
