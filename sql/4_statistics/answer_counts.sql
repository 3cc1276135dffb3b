-- Answers to the closed questions, counted under every rule.
-- One row per question (× item), declared choice and counting rule; zeros included.
-- asked: the contributions, from the day on which the question was asked where that is declared.
-- answered: those with at least one choice (on that item). Shares of a multi-choice question
-- don't sum to 1.

with

weights as (

    select * from statistics.weights

),

rules as (

    select id as counting_rule from form.words
    where kind = 'counting_rule'

),

questions as (

    select * from form.questions
    where is_closed

),

options as (

    select
        questions.question_id,
        items.item_id,
        choices.choice_id,
        rules.counting_rule
    from questions
    inner join form.choices as choices on questions.question_id = choices.question_id
    left join form.items as items on questions.question_id = items.question_id
    cross join rules

),

asked as (

    select
        questions.question_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as asked_count
    from questions
    cross join weights
    inner join clean.submissions as submissions
        on weights.submission_id = submissions.submission_id
    where
        questions.asked_from is null or submissions.submitted_at >= questions.asked_from
    group by all

),

choices_made as (

    select
        answers.submission_id,
        answers.question_id,
        answers.item_id,
        answers.choice_id
    from clean.answers as answers
    inner join questions on answers.question_id = questions.question_id
    inner join respondents.contributions as contributions
        on answers.submission_id = contributions.submission_id
    where answers.choice_id is not null

),

chosen as (

    select
        choices_made.question_id,
        choices_made.item_id,
        choices_made.choice_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as chosen_count
    from choices_made
    inner join weights on choices_made.submission_id = weights.submission_id
    group by all

),

answering as (

    select distinct
        submission_id,
        question_id,
        item_id
    from choices_made

),

answered as (

    select
        answering.question_id,
        answering.item_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as answered_count
    from answering
    inner join weights on answering.submission_id = weights.submission_id
    group by all

),

counted as (

    select
        options.question_id,
        options.item_id,
        options.choice_id,
        options.counting_rule,
        coalesce(asked.asked_count, 0) as asked_count,
        coalesce(answered.answered_count, 0) as answered_count,
        coalesce(chosen.chosen_count, 0) as chosen_count
    from options
    left join asked
        on
            options.question_id = asked.question_id
            and options.counting_rule = asked.counting_rule
    left join answered
        on
            options.question_id = answered.question_id
            and options.item_id is not distinct from answered.item_id
            and options.counting_rule = answered.counting_rule
    left join chosen
        on
            options.question_id = chosen.question_id
            and options.item_id is not distinct from chosen.item_id
            and options.choice_id = chosen.choice_id
            and options.counting_rule = chosen.counting_rule

),

shared as (

    select
        *,
        chosen_count / nullif(answered_count, 0) as chosen_share
    from counted

)

select * from shared
