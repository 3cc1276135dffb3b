-- The number of the family that a text is in, which the pack keeps: a letter has one everywhere.
-- One row per contribution that may leave and question; key: submission_id, which is its reference,
-- question_id.

select
    contributions.reference as submission_id,
    members.question_id,
    families.family_rank as family_number
from families.members as members
inner join families.families as families on members.family_id = families.family_id
inner join sending.contributions as contributions
    on members.submission_id = contributions.submission_id
