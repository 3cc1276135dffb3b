-- What comes first in each closed question, its totals, and everything else that was answered.
-- One row per closed question (× item) that was answered, in the form's order. A question with one
-- choice, to be ticked or not, concludes nothing.

with

conclusions as (

    select * from statistics.conclusions
    where answered_count > 0

),

open_questions as (

    select question_id from form.choices
    group by question_id
    having count(*) > 1

),

leaders as (

    select conclusions.* from conclusions
    semi join open_questions using (question_id)
    where conclusions.counting_rule = 'all'

),

changes as (

    select
        question_id,
        item_id,
        counting_rule,
        has_other_leader,
        has_other_tie,
        has_other_majority
    from conclusions
    union all by name
    select
        question_id,
        item_id,
        counting_rule,
        has_other_majority
    from statistics.group_counts

),

changes_by_rule as (

    select
        question_id,
        item_id,
        word('counting_rule', counting_rule).label as rule,
        word('counting_rule', counting_rule).position as rule_position,
        bool_or(has_other_leader) as has_other_leader,
        bool_or(has_other_tie) as has_other_tie,
        bool_or(has_other_majority) as has_other_majority
    from changes
    group by all

),

changing_rules as (

    select
        question_id,
        item_id,
        list(rule order by rule_position) filter (where has_other_leader)
            as leader_rules,
        list(rule order by rule_position) filter (where has_other_tie) as tie_rules,
        list(rule order by rule_position) filter (where has_other_majority)
            as majority_rules
    from changes_by_rule
    group by question_id, item_id

),

labelled as (

    select
        leaders.question_id,
        leaders.item_id,
        leaders.leading_choice_id,
        questions.position as question_position,
        items.position as item_position,
        questions.title,
        questions.kind,
        items.label as item,
        leaders.leading_share,
        leaders.answered_count,
        answers.is_scale,
        answers.answers,
        coalesce(answers.totals, []) as totals,
        changing_rules.leader_rules,
        changing_rules.tie_rules,
        changing_rules.majority_rules
    from leaders
    inner join form.questions as questions using (question_id)
    left join form.items as items using (question_id, item_id)
    inner join pack.note_answers as answers
        on
            leaders.question_id = answers.question_id
            and leaders.item_id is not distinct from answers.item_id
    left join changing_rules
        on
            leaders.question_id = changing_rules.question_id
            and leaders.item_id is not distinct from changing_rules.item_id

)

select * from labelled
order by question_position, item_position
