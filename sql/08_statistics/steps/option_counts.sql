-- The closed questions' choices, and totals of several of them, counted under every rule.
-- One row per question (× item), declared choice or group of choices, and counting rule; zeros
-- included; key: question_id, item_id, choice_id (null for a group), group_label (null for a choice),
-- counting_rule.
-- asked: the contributions that could choose it: from the day on which the question was asked where
-- that is declared, and not before it was in the form or after it left it (clean.unasked).
-- answered: those with at least one choice (on that item). A contribution that made several choices
-- of a group is in its total once: the counts are of contributions, never sums of those of choices.

with

-- `could_choose`: each choice that makes one count for it.
parts as (

    select
        *,
        choice_id as could_choose
    from statistics_steps.options
    union all by name
    select
        options.question_id,
        options.question_label,
        options.question_place,
        options.item_id,
        options.item_label,
        options.item_place,
        groups.group_label,
        groups.position as group_place,
        options.choice_id as could_choose
    from statistics_steps.options as options
    inner join form.groups as groups using (question_id, choice_id)

),

counted_options as (

    select
        parts.*,
        words.id as counting_rule,
        words.label as counting_rule_label,
        words.position as rule_place
    from (select distinct * exclude (could_choose) from parts) as parts
    cross join form.words as words
    where words.kind = 'counting_rule'

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

asking as (

    select distinct
        parts.question_id,
        parts.item_id,
        parts.choice_id,
        parts.group_label,
        voices.counting_rule,
        voices.sighting_id,
        voices.weight
    from parts
    inner join voices using (question_id)
    anti join clean.unasked as unasked
        on
            voices.sighting_id = unasked.sighting_id
            and parts.question_id = unasked.question_id
            and parts.item_id is not distinct from unasked.item_id
            and parts.could_choose = unasked.choice_id

),

choosing as (

    select
        submission_id,
        question_id,
        item_id,
        choice_id
    from statistics_steps.choices_made
    union all by name
    select distinct
        made.submission_id,
        made.question_id,
        made.item_id,
        groups.group_label
    from statistics_steps.choices_made as made
    inner join form.groups as groups using (question_id, choice_id)
    -- All that were made on the item: those who answered.
    union all by name
    select distinct
        submission_id,
        question_id,
        item_id
    from statistics_steps.choices_made

),

asked as (

    select
        * exclude (sighting_id, weight),
        round(sum(weight), 9)::double as asked_count
    from asking
    group by all

),

chosen as (

    select
        choosing.question_id,
        choosing.item_id,
        choosing.choice_id,
        choosing.group_label,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as chosen_count
    from choosing
    inner join statistics.weights as weights using (submission_id)
    group by all

)

select
    options.question_id,
    options.question_label,
    options.question_place,
    options.item_id,
    options.item_label,
    options.item_place,
    options.choice_id,
    options.choice_label,
    options.choice_place,
    options.group_label,
    options.group_place,
    options.counting_rule,
    options.counting_rule_label,
    options.rule_place,
    coalesce(asked.asked_count, 0) as asked_count,
    coalesce(answered.chosen_count, 0) as answered_count,
    coalesce(chosen.chosen_count, 0) as chosen_count,
    coalesce(chosen.chosen_count, 0) / nullif(answered.chosen_count, 0) as chosen_share
from counted_options as options
left join asked
    on
        options.question_id = asked.question_id
        and options.item_id is not distinct from asked.item_id
        and options.choice_id is not distinct from asked.choice_id
        and options.group_label is not distinct from asked.group_label
        and options.counting_rule = asked.counting_rule
left join chosen
    on
        options.question_id = chosen.question_id
        and options.item_id is not distinct from chosen.item_id
        and options.choice_id is not distinct from chosen.choice_id
        and options.group_label is not distinct from chosen.group_label
        and options.counting_rule = chosen.counting_rule
left join chosen as answered
    on
        options.question_id = answered.question_id
        and options.item_id is not distinct from answered.item_id
        and answered.choice_id is null
        and answered.group_label is null
        and options.counting_rule = answered.counting_rule
