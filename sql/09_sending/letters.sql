-- The name of the family that a text is in, which the pack keeps: a letter has one everywhere.
-- One row per text of a contribution that may leave; key: submission_id, question_id.
-- A submission_id is the contribution's reference.

select
    contributions.reference as submission_id,
    members.question_id,
    names.letter_name
from families.members as members
inner join sending.letter_names as names using (family_id)
inner join sending.contributions as contributions using (submission_id)
