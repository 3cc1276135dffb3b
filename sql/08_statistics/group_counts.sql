-- Totals of several choices of one question, as the form file declares them, under every rule.
-- One row per question (× item), group of choices and counting rule; zeros included.
-- A contribution that made several choices of a group is in its total once: the counts are of
-- contributions, never sums of those of choices. A majority is more than half of those who
-- answered; it changes when the rule says otherwise than `all`.

with

grouped as (

    select
        options.question_id,
        options.question_label,
        options.question_place,
        options.item_id,
        options.item_label,
        options.item_place,
        options.choice_id,
        groups.group_label,
        groups.position as group_place
    from statistics_steps.options as options
    inner join form.groups as groups using (question_id, choice_id)

),

totals as (

    select distinct
        grouped.question_id,
        grouped.question_label,
        grouped.question_place,
        grouped.item_id,
        grouped.item_label,
        grouped.item_place,
        grouped.group_label,
        grouped.group_place,
        words.id as counting_rule,
        words.label as counting_rule_label,
        words.position as rule_place
    from grouped
    cross join form.words as words
    where words.kind = 'counting_rule'

),

asking as (

    select distinct
        grouped.question_id,
        grouped.item_id,
        grouped.group_label,
        voices.counting_rule,
        voices.sighting_id,
        voices.weight
    from grouped
    inner join statistics_steps.voices as voices using (question_id)
    anti join clean.unasked as unasked
        on
            voices.sighting_id = unasked.sighting_id
            and grouped.question_id = unasked.question_id
            and grouped.item_id is not distinct from unasked.item_id
            and grouped.choice_id = unasked.choice_id

),

asked as (

    select
        question_id,
        item_id,
        group_label,
        counting_rule,
        round(sum(weight), 9)::double as asked_count
    from asking
    group by all

),

answered as (

    select distinct
        question_id,
        item_id,
        counting_rule,
        answered_count
    from statistics.answer_counts

),

choosing as (

    select distinct
        choices_made.submission_id,
        choices_made.question_id,
        choices_made.item_id,
        groups.group_label
    from statistics_steps.choices_made as choices_made
    inner join form.groups as groups using (question_id, choice_id)

),

chosen as (

    select
        choosing.question_id,
        choosing.item_id,
        choosing.group_label,
        weights.counting_rule,
        round(sum(weights.weight::decimal(38, 18)), 9)::double as chosen_count
    from choosing
    inner join statistics.weights as weights using (submission_id)
    group by all

),

counted as (

    select
        totals.*,
        coalesce(asked.asked_count, 0) as asked_count,
        answered.answered_count,
        coalesce(chosen.chosen_count, 0) as chosen_count,
        coalesce(chosen.chosen_count, 0) / nullif(answered.answered_count, 0)
            as chosen_share
    from totals
    inner join answered
        on
            totals.question_id = answered.question_id
            and totals.item_id is not distinct from answered.item_id
            and totals.counting_rule = answered.counting_rule
    left join asked
        on
            totals.question_id = asked.question_id
            and totals.item_id is not distinct from asked.item_id
            and totals.group_label = asked.group_label
            and totals.counting_rule = asked.counting_rule
    left join chosen
        on
            totals.question_id = chosen.question_id
            and totals.item_id is not distinct from chosen.item_id
            and totals.group_label = chosen.group_label
            and totals.counting_rule = chosen.counting_rule

),

judged as (

    select
        *,
        coalesce(chosen_share > 0.5 + 1e-9, false) as is_majority
    from counted

),

compared as (

    select
        judged.*,
        (
            judged.answered_count > 0
            and judged.is_majority != reference.is_majority
        ) as has_other_majority
    from judged
    inner join judged as reference
        on
            judged.question_id = reference.question_id
            and judged.item_id is not distinct from reference.item_id
            and judged.group_label = reference.group_label
            and reference.counting_rule = 'all'

)

select
    question_id,
    question_label,
    item_id,
    item_label,
    group_label,
    counting_rule,
    counting_rule_label,
    asked_count,
    answered_count,
    chosen_count,
    chosen_share,
    is_majority,
    has_other_majority
from compared
order by question_place, item_place, group_place, rule_place
