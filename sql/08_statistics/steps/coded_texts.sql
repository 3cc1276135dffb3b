-- The coded texts of each contribution, with their weight under each rule.
-- One row per contribution, question (null: all coded ones together) and counting rule.
-- `is_drawn`: coded before the first uncoded unit of the draw. Over all questions, a contribution
-- is drawn or coded if each of its texts is, and has no unit. `is_single`: the text, with its copies,
-- has the weight of one person.

with

written as (

    select * from coding.submission_states
    union all by name
    select
        texts.submission_id,
        bool_and(texts.is_coded) as is_coded,
        bool_and(texts.is_drawn) as is_drawn,
        count(distinct themes.theme_id) filter (where themes.state = 'yes')
            as theme_count,
        count(distinct themes.theme_id)
        > count(distinct themes.theme_id) filter (where themes.state = 'yes')
            as has_open
    from coding.submission_states as texts
    left join coding.submission_themes as themes using (submission_id)
    group by texts.submission_id

)

select
    written.*,
    weights.counting_rule,
    weights.weight::decimal(38, 18) as weight,
    1 = round(
        sum(weights.weight::decimal(38, 18)) over (
            partition by written.question_id, written.unit_id, weights.counting_rule
        ),
        9
    ) as is_single
from written
inner join statistics.weights as weights using (submission_id)
