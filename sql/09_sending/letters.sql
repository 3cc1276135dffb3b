-- The number of the family that a text is in, which the pack keeps: a letter has one everywhere.
-- One row per text of a contribution that may leave; key: submission_id, question_id.
-- A submission_id is the contribution's reference.

select
    contributions.reference as submission_id,
    members.question_id,
    families.family_rank as family_number
from families.members as members
inner join families.families as families on members.family_id = families.family_id
inner join sending.contributions as contributions
    on members.submission_id = contributions.submission_id
