-- How many contributions could make each choice, under every rule.
-- One row per question (× item), declared choice and counting rule, those of nobody left out.
-- From the day on which the question was asked where that is declared; what clean.unasked says
-- that the submission could not choose is left out.

with

voices as (

    select
        questions.question_id,
        weights.counting_rule,
        submissions.sighting_id,
        sum(weights.weight::decimal(38, 18)) as weight
    from form.questions as questions
    cross join statistics.weights as weights
    inner join clean.submissions as submissions
        on weights.submission_id = submissions.submission_id
    where
        questions.is_closed
        and (
            questions.asked_from is null
            or submissions.submitted_at >= questions.asked_from
        )
    group by all

),

asked as (

    select
        options.question_id,
        options.item_id,
        options.choice_id,
        voices.counting_rule,
        round(sum(voices.weight), 9)::double as asked_count
    from statistics_steps.options as options
    inner join voices on options.question_id = voices.question_id
    anti join clean.unasked as unasked
        on
            voices.sighting_id = unasked.sighting_id
            and options.question_id = unasked.question_id
            and options.item_id is not distinct from unasked.item_id
            and options.choice_id = unasked.choice_id
    group by all

)

select * from asked
