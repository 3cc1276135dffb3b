-- reponses.csv of the pack: all shares of the note and the annex can be computed from it.
-- One row per contribution, question (× item) and choice, in the order of references.

select
    submission_id as reference,
    * exclude (submission_id, question_place, item_place, choice_place)
from publications.parts__responses
order by submission_id, question_place, item_place, choice_place
