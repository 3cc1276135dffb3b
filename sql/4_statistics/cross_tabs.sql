-- Answers to the closed questions by category of respondent.
-- One row per question (× item), declared choice and declared category; zeros included.
-- Contributions without a category are in answer_counts and not here.

with

categories as (

    select * from form.categories

),

options as (

    select
        questions.question_id,
        items.item_id,
        choices.choice_id,
        categories.category_id
    from form.questions as questions
    inner join form.choices as choices on questions.question_id = choices.question_id
    left join form.items as items on questions.question_id = items.question_id
    cross join categories
    where questions.is_closed

),

choices_made as (

    select
        answers.submission_id,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        contributions.category_id
    from clean.answers as answers
    inner join respondents.contributions as contributions
        on answers.submission_id = contributions.submission_id
    where answers.choice_id is not null

),

chosen as (

    select
        question_id,
        item_id,
        choice_id,
        category_id,
        count(*) as chosen_count
    from choices_made
    group by all

),

answered as (

    select
        question_id,
        item_id,
        category_id,
        count(distinct submission_id) as answered_count
    from choices_made
    group by all

),

counted as (

    select
        options.question_id,
        options.item_id,
        options.choice_id,
        options.category_id,
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

),

shared as (

    select
        *,
        chosen_count / nullif(answered_count, 0) as chosen_share
    from counted

)

select * from shared
