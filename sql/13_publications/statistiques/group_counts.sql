-- statistiques/group_counts.csv.
-- One row per closed question (× item), group of choices and counting rule.

with

places as (

    select distinct
        question_id,
        group_label,
        position
    from form.groups

)

select
    counts.question_id,
    questions.title as question_label,
    counts.item_id,
    items.label as item_label,
    counts.group_label,
    counts.counting_rule,
    word('counting_rule', counts.counting_rule).label as counting_rule_label,
    counts.asked_count,
    counts.answered_count,
    counts.chosen_count,
    counts.chosen_share,
    counts.is_majority,
    counts.has_other_majority
from statistics.group_counts as counts
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
inner join places using (question_id, group_label)
order by
    questions.position,
    items.position,
    places.position,
    word('counting_rule', counts.counting_rule).position
