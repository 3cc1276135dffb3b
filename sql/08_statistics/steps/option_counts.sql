-- The closed questions' choices, and totals of several of them, counted under every rule.
-- One row per question (× item), declared choice or group of choices, and counting rule; zeros
-- included; key: question_id, item_id, choice_id (null for a group), group_label (null for a choice),
-- counting_rule.
-- asked: the contributions that could choose it: from the day on which the question was asked where
-- that is declared, and not before it was in the form or after it left it (clean.unasked).
-- answered: those with at least one choice (on that item). A contribution that made several choices
-- of a group is in its total once: the counts are of contributions, never sums of those of choices.

with

-- A choice, or a group of choices: whoever made one of them (`made_id`) is in it.
options as (

    select
        *,
        dense_rank() over (order by question_id, item_id, choice_id, group_label)
            as option_number
    from (
        select
            *,
            choice_id as made_id
        from statistics_steps.options
        union all by name
        select
            options.* replace (
                null as choice_id, null as choice_label, null as choice_place
            ),
            groups.group_label,
            groups.position as group_place,
            options.choice_id as made_id
        from statistics_steps.options as options
        inner join form.groups as groups using (question_id, choice_id)
    ) as counted

),

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

-- Who could choose several of a group is asked once.
asking as (

    select distinct
        options.option_number,
        voices.*
    from options
    inner join voices using (question_id)
    anti join clean.unasked as unasked
        on
            voices.sighting_id = unasked.sighting_id
            and options.question_id = unasked.question_id
            and options.item_id is not distinct from unasked.item_id
            and options.made_id = unasked.choice_id

),

choosing as (

    select distinct
        made.submission_id,
        made.question_id,
        made.item_id,
        options.option_number
    from statistics_steps.choices_made as made
    inner join options
        on
            made.question_id = options.question_id
            and made.item_id is not distinct from options.item_id
            and made.choice_id = options.made_id
    union all by name
    select distinct
        submission_id,
        question_id,
        item_id
    from statistics_steps.choices_made

),

asked as (

    select
        option_number,
        counting_rule,
        round(sum(weight), 9)::double as asked_count
    from asking
    group by all

),

-- Without an option: all who answered.
chosen as (

    select
        choosing.question_id,
        choosing.item_id,
        choosing.option_number,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as chosen_count
    from choosing
    inner join statistics.weights as weights using (submission_id)
    group by all

)

select
    options.*,
    rules.id as counting_rule,
    rules.label as counting_rule_label,
    rules.position as rule_place,
    coalesce(asked.asked_count, 0) as asked_count,
    coalesce(answered.chosen_count, 0) as answered_count,
    coalesce(chosen.chosen_count, 0) as chosen_count,
    coalesce(chosen.chosen_count, 0) / nullif(answered.chosen_count, 0) as chosen_share
from (select distinct * exclude (made_id) from options) as options
inner join form.words as rules on rules.kind = 'counting_rule'
left join asked
    on options.option_number = asked.option_number and rules.id = asked.counting_rule
left join chosen
    on options.option_number = chosen.option_number and rules.id = chosen.counting_rule
left join chosen as answered
    on
        options.question_id = answered.question_id
        and options.item_id is not distinct from answered.item_id
        and answered.option_number is null
        and rules.id = answered.counting_rule
