-- How many texts were read for each theme, how many have it, and what the bounds of its share rest on.
-- One row per question (null: all of them together), theme and counting rule.
-- single_: drawn units of the weight of one person. several_: weights of all other units, as a letter
-- is one unit, however many sent it (consultation/coding/drawn_shares.py).

with

populations as (

    select
        question_id,
        counting_rule,
        count(distinct unit_id) filter (where is_single) as single_count,
        sum(weight) filter (where not is_single) as several_people
    from statistics_steps.coded_texts
    where question_id is not null
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
        count(distinct unit_id) filter (where is_drawn and is_single) as single_drawn,
        sum(weight) filter (where is_drawn and is_single and state = 'yes')
            as single_found,
        sum(weight) filter (where is_drawn and not is_single) as several_read,
        sum(weight) filter (where is_drawn and not is_single and state = 'yes')
            as several_found
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
    sums.single_drawn,
    round(coalesce(sums.single_found, 0), 9)::double as single_found,
    populations.single_count,
    round(coalesce(populations.several_people, 0), 9)::double as several_people,
    round(coalesce(sums.several_read, 0), 9)::double as several_read,
    round(coalesce(sums.several_found, 0), 9)::double as several_found
from sums
left join populations using (question_id, counting_rule)
