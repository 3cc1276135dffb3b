-- How many persons answered each closed question and made each choice, under each rule of `rules`.
-- One row per question whose answers leave (× item), declared choice and rule; zeros included.

select
    counts.question_id,
    counts.item_id,
    counts.choice_id,
    counts.counting_rule,
    counts.answered_count::bigint as answered_count,
    counts.chosen_count::bigint as chosen_count
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
semi join public.rules using (counting_rule)
where questions.audience = 'all'
