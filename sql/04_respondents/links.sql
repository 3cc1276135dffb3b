-- Re-sends: a submission replaced by a later one of the same respondent.
-- One row per replaced submission; key: submission_id.

select
    submission_id,
    contribution_id,
    link_rule
from respondents.members
where submission_id != contribution_id
