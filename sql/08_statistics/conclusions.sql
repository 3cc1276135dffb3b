-- The first choice of each closed question, under every counting rule.
-- One row per question (× item) and rule; key: question_id, item_id, counting_rule.
-- A conclusion holds under a rule if the leading answer is the same as under `all`, and if it has
-- more than half under both rules or under neither. With equal first answers there is no leading
-- answer.

with

first_answers as (

    select
        *,
        count(*) filter (where chosen_count > 0) over (
            partition by question_id, item_id, counting_rule
        ) as leader_count
    from (
        select * from statistics.answer_counts
        qualify
            rank() over (
                partition by question_id, item_id, counting_rule
                order by round(chosen_count, 9) desc
            ) = 1
    ) as firsts

),

leaders as (

    select
        question_id,
        any_value(question_label) as question_label,
        item_id,
        any_value(item_label) as item_label,
        counting_rule,
        any_value(counting_rule_label) as counting_rule_label,
        any_value(answered_count) as answered_count,
        any_value(choice_id) filter (where leader_count = 1) as leading_choice_id,
        any_value(choice_label) filter (where leader_count = 1) as leading_choice_label,
        max(chosen_count) as leading_count,
        max(chosen_share) as leading_share,
        coalesce(leading_share > 0.5 + 1e-9, false) as is_majority
    from first_answers
    group by question_id, item_id, counting_rule

),

compared as (

    select
        leaders.*,
        coalesce(leaders.leading_choice_id != reference.leading_choice_id, false)
            as has_other_leader,
        (
            leaders.answered_count > 0
            and (leaders.leading_choice_id is null)
            != (reference.leading_choice_id is null)
        ) as has_other_tie,
        (
            leaders.answered_count > 0 and leaders.is_majority != reference.is_majority
        ) as has_other_majority
    from leaders
    inner join leaders as reference
        on
            leaders.question_id = reference.question_id
            and leaders.item_id is not distinct from reference.item_id
            and reference.counting_rule = 'all'

)

select compared.*
from compared
left join form.items as items using (question_id, item_id)
order by
    word('question', compared.question_id).position,
    items.position,
    word('counting_rule', compared.counting_rule).position
