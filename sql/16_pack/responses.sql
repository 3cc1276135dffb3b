-- reponses.csv of the pack: every share of the note and of the annex can be counted again from it.
-- One row per contribution, question (× item) and choice, in the order of references.

select
    submission_id as reference,
    question_id,
    question_label,
    item_id,
    item_label,
    choice_id,
    choice_label,
    text_number,
    family_id,
    own_addition,
    is_first,
    weight_all,
    weight_one_per_family,
    weight_without_templates,
    weight_individuals,
    weight_collectives,
    weight_consenting
from publications.parts__responses
order by submission_id, question_place, item_place, choice_place
