-- reponses.csv of the pack: every share of the note and of the annex can be counted again from it.
-- One row per contribution, question (× item) and choice, in the order of references.

select
    submission_id as reference,
    * exclude (submission_id, question_place, item_place, choice_place)
from publications.parts__responses
order by submission_id, question_place, item_place, choice_place
