-- How many contributions could make each choice, under every rule.
-- One row per question (× item), declared choice and counting rule, those of nobody left out.
-- What clean.unasked says that the submission could not choose is left out.

with

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

)

select * from asked
