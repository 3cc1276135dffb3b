-- Members of the families: who used which wording of a letter.
-- One row per counted contribution's text that is in a family; key: question_id, submission_id.
-- Of those who wrote the original wording, the first to answer is the `original` and the others
-- are the `same`. An addition is at least eight words in a row of one's own (families.additions).

select
    members.family_id,
    members.question_id,
    members.submission_id,
    members.text_id,
    members.relation,
    members.similarity,
    changes.change,
    changes.has_addition,
    contributions.answered_at
from wordings.members as members
inner join wordings.changes as changes using (question_id, text_id)
inner join respondents.contributions as contributions using (submission_id)
