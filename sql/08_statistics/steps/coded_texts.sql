-- The coded texts of each contribution, with their weight under each rule.
-- One row per contribution, question (null: all coded ones together) and counting rule.
-- Drawn: of the beginning of the draw that was coded. A contribution is so, over all questions, when each of its
-- texts is; no unit of its own then.

with

themes as (

    select
        submission_id,
        count(distinct theme_id) filter (where state = 'yes') as theme_count,
        count(distinct theme_id) as found_count
    from coding.submission_themes
    group by submission_id

),

contributions as (

    select
        texts.submission_id,
        null::varchar as question_id,
        null::varchar as unit_id,
        bool_and(texts.is_coded) as is_coded,
        bool_and(texts.is_drawn) as is_drawn,
        coalesce(any_value(themes.found_count) > any_value(themes.theme_count), false)
            as has_open,
        coalesce(any_value(themes.theme_count), 0) as theme_count
    from coding.submission_states as texts
    left join themes using (submission_id)
    group by texts.submission_id

),

written as (

    select
        submission_id,
        question_id,
        unit_id,
        is_coded,
        is_drawn,
        has_open,
        theme_count
    from coding.submission_states
    union all
    select * from contributions

)

select
    written.*,
    weights.counting_rule,
    weights.weight::decimal(38, 18) as weight
from written
inner join statistics.weights as weights using (submission_id)
