-- Answers to the closed questions by category of respondent.
-- One row per question (× item), declared choice and declared category; zeros included.
-- Contributions without a category are in answer_counts and not here.

with

options as (

    select
        options.*,
        categories.category_id,
        categories.label as category_label,
        categories.position as category_place
    from statistics_steps.options as options
    cross join form.categories as categories

),

chosen as (

    select
        question_id,
        item_id,
        choice_id,
        category_id,
        count(*) as chosen_count
    from statistics_steps.choices_made
    group by all

),

answered as (

    select
        question_id,
        item_id,
        category_id,
        count(distinct submission_id) as answered_count
    from statistics_steps.choices_made
    group by all

),

counted as (

    select
        options.*,
        coalesce(answered.answered_count, 0) as answered_count,
        coalesce(chosen.chosen_count, 0) as chosen_count
    from options
    left join answered
        on
            options.question_id = answered.question_id
            and options.item_id is not distinct from answered.item_id
            and options.category_id = answered.category_id
    left join chosen
        on
            options.question_id = chosen.question_id
            and options.item_id is not distinct from chosen.item_id
            and options.choice_id = chosen.choice_id
            and options.category_id = chosen.category_id

)

select
    question_id,
    question_label,
    item_id,
    item_label,
    choice_id,
    choice_label,
    category_id,
    category_label,
    answered_count,
    chosen_count,
    chosen_count / nullif(answered_count, 0) as chosen_share
from counted
order by question_place, item_place, choice_place, category_place
