-- The state of each submission, to be compared with an earlier one.
-- One row per submission or rejection; key: submission_id.
-- `edited_at`: when it was last saved, null where no export of its newest version tells.

with

flow as (

    select * from respondents.flow

),

submissions as (

    select * from clean.submissions

),

contributions as (

    select * from respondents.contributions

),

digests as (

    select
        submission_id,
        answers_digest
    from clean_steps.digests

),

edits as (

    select
        versions.submission_id,
        versions.version_at as edited_at
    from history.versions as versions
    inner join history.exports as exports on versions.export_id = exports.export_id
    where versions.version_rank = 1 and exports.has_modification_times

),

states as (

    select
        flow.submission_id,
        flow.box,
        coalesce(contributions.consent, submissions.consent) as consent,
        digests.answers_digest,
        edits.edited_at
    from flow
    left join submissions on flow.submission_id = submissions.submission_id
    left join contributions on flow.submission_id = contributions.submission_id
    left join digests on flow.submission_id = digests.submission_id
    left join edits on flow.submission_id = edits.submission_id

)

select * from states
