-- The state of each submission, to be compared with an earlier one.
-- One row per submission or rejection; key: submission_id.
-- `edited_at`: when it was last saved, null where no export of its newest version tells.

with

edits as (

    select
        versions.submission_id,
        versions.version_at as edited_at
    from history.versions as versions
    inner join history.exports as exports using (export_id)
    where versions.version_rank = 1 and exports.has_modification_times

)

select
    flow.submission_id,
    flow.box,
    coalesce(contributions.consent, submissions.consent) as consent,
    digests.answers_digest,
    edits.edited_at
from respondents.flow as flow
left join clean.submissions as submissions using (submission_id)
left join respondents.contributions as contributions using (submission_id)
left join clean_steps.digests as digests using (submission_id)
left join edits using (submission_id)
