-- Nobody chose without answering.
-- One row per offending count.
-- Answers can outnumber the asked: someone may edit an older submission once a question exists.

select
    question_id,
    item_id,
    choice_id,
    counting_rule
from statistics.answer_counts
where chosen_count > answered_count
