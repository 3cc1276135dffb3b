-- The same by category of respondents.
-- One row per published question (× item), declared choice and declared category; zeros included.
-- Those without a category are what is left.

select
    counts.question_id,
    counts.item_id,
    counts.choice_id,
    counts.category_id,
    counts.answered_count,
    counts.chosen_count
from statistics.cross_tabs as counts
inner join form.questions as questions using (question_id)
where questions.is_public
