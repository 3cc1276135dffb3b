-- What comes first in each closed question, its totals, and everything else that was answered.
-- One row per closed question (× item) that was answered, in the form's order. The share of the
-- leading answer is the lowest and the highest that the counting rules give. A question with one
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
        counting_rule
    from conclusions
    where has_other_leader or has_other_majority
    union
    select
        question_id,
        item_id,
        counting_rule
    from statistics.group_counts
    where has_other_majority

),

changing_rules as (

    select
        question_id,
        item_id,
        list(
            word('counting_rule', counting_rule).label
            order by word('counting_rule', counting_rule).position
        ) as rules
    from changes
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
        choices.label as leader,
        leaders.leading_count,
        leaders.leading_share,
        leaders.answered_count,
        shares.smallest as lowest_share,
        shares.greatest as highest_share,
        coalesce(others.other_choice_ids, []::varchar[]) as other_choice_ids,
        coalesce(others.other_labels, []::varchar[]) as other_labels,
        coalesce(others.other_counts, []::double[]) as other_counts,
        coalesce(others.other_shares, []::double[]) as other_shares,
        coalesce(changing_rules.rules, []::varchar[]) as changing_rules,
        coalesce(totals.totals, []) as totals
    from leaders
    inner join form.questions as questions using (question_id)
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices
        on
            leaders.question_id = choices.question_id
            and leaders.leading_choice_id = choices.choice_id
    left join publications.parts__choice_shares as shares
        on
            leaders.question_id = shares.question_id
            and leaders.item_id is not distinct from shares.item_id
            and leaders.leading_choice_id = shares.choice_id
    left join changing_rules
        on
            leaders.question_id = changing_rules.question_id
            and leaders.item_id is not distinct from changing_rules.item_id
    left join pack.note_other_answers as others
        on
            leaders.question_id = others.question_id
            and leaders.item_id is not distinct from others.item_id
    left join pack.note_totals as totals
        on
            leaders.question_id = totals.question_id
            and leaders.item_id is not distinct from totals.item_id

)

select * from labelled
order by question_position, item_position
