-- Who wrote a shared passage.
-- One row per passage and contribution; key: passage_id, submission_id.
-- family_id is null for those whose text is in no family.

select
    uses.passage_id,
    uses.question_id,
    uses.submission_id,
    members.family_id
from wordings.passage_uses as uses
left join families.members as members using (question_id, submission_id)
