-- statistiques/conclusions.csv.
-- One row per closed question (× item) and counting rule.

select
    conclusions.question_id,
    questions.title as question_label,
    conclusions.item_id,
    items.label as item_label,
    conclusions.counting_rule,
    word('counting_rule', conclusions.counting_rule).label as counting_rule_label,
    conclusions.answered_count,
    conclusions.leading_choice_id,
    choices.label as leading_choice_label,
    conclusions.leading_count,
    conclusions.leading_share,
    conclusions.is_majority,
    conclusions.has_other_leader,
    conclusions.has_other_tie,
    conclusions.has_other_majority
from statistics.conclusions as conclusions
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
left join form.choices as choices
    on
        conclusions.question_id = choices.question_id
        and conclusions.leading_choice_id = choices.choice_id
order by
    questions.position,
    items.position,
    word('counting_rule', conclusions.counting_rule).position
