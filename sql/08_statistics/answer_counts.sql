-- Answers to the closed questions, counted under every rule.
-- One row per question (× item), declared choice and counting rule; zeros included.
-- asked: the contributions that could choose it: from the day on which the question was asked where
-- that is declared, and not before it was in the form or after it left it (clean.unasked).
-- answered: those with at least one choice (on that item). Shares of a multi-choice question
-- don't sum to 1.

with

options as (

    select
        options.*,
        words.id as counting_rule,
        words.label as counting_rule_label,
        words.position as rule_place
    from statistics_steps.options as options
    cross join form.words as words
    where words.kind = 'counting_rule'

),

asked as (

    select
        options.question_id,
        options.item_id,
        options.choice_id,
        voices.counting_rule,
        round(sum(voices.weight), 9)::double as asked_count
    from statistics_steps.options as options
    inner join statistics_steps.voices as voices using (question_id)
    anti join clean.unasked as unasked
        on
            voices.sighting_id = unasked.sighting_id
            and options.question_id = unasked.question_id
            and options.item_id is not distinct from unasked.item_id
            and options.choice_id = unasked.choice_id
    group by all

),

chosen as (

    select
        choices_made.question_id,
        choices_made.item_id,
        choices_made.choice_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as chosen_count
    from statistics_steps.choices_made as choices_made
    inner join statistics.weights as weights using (submission_id)
    group by all

),

answering as (

    select distinct
        submission_id,
        question_id,
        item_id
    from statistics_steps.choices_made

),

answered as (

    select
        answering.question_id,
        answering.item_id,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as answered_count
    from answering
    inner join statistics.weights as weights using (submission_id)
    group by all

),

counted as (

    select
        options.*,
        coalesce(asked.asked_count, 0) as asked_count,
        coalesce(answered.answered_count, 0) as answered_count,
        coalesce(chosen.chosen_count, 0) as chosen_count
    from options
    left join asked
        on
            options.question_id = asked.question_id
            and options.item_id is not distinct from asked.item_id
            and options.choice_id = asked.choice_id
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

)

select
    question_id,
    question_label,
    item_id,
    item_label,
    choice_id,
    choice_label,
    counting_rule,
    counting_rule_label,
    asked_count,
    answered_count,
    chosen_count,
    chosen_count / nullif(answered_count, 0) as chosen_share
from counted
order by question_place, item_place, choice_place, rule_place
