-- What does not come first in each closed question, for the note of method.
-- One row per closed question (× item) with other answers, the most given first.

select
    counts.question_id,
    counts.item_id,
    list(
        counts.choice_id order by counts.chosen_count desc, choices.position asc
    ) as other_choice_ids,
    list(
        choices.label order by counts.chosen_count desc, choices.position asc
    ) as other_labels,
    list(
        counts.chosen_count order by counts.chosen_count desc, choices.position asc
    ) as other_counts,
    list(
        counts.chosen_share order by counts.chosen_count desc, choices.position asc
    ) as other_shares
from statistics.answer_counts as counts
inner join statistics.conclusions as leaders
    on
        counts.counting_rule = leaders.counting_rule
        and counts.question_id = leaders.question_id
        and counts.item_id is not distinct from leaders.item_id
        and counts.choice_id is distinct from leaders.leading_choice_id
inner join form.choices as choices
    on
        counts.question_id = choices.question_id
        and counts.choice_id = choices.choice_id
where counts.counting_rule = 'all'
group by counts.question_id, counts.item_id
