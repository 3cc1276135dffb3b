-- Submissions that the form file alone makes more public than they were at the last publication.
-- One row per submission; key: submission_id.
-- The files of then, read by the present form file, make as much of them public: no newer version
-- is needed for it, nor a decision. They wait until a person confirms them, all at once: `subject`
-- is the set of them, and `fingerprint` knows how often it had been confirmed at the last
-- publication, so that the same change made again is asked again.

with

read_otherwise as (

    select bool_or(exports.typing_stamp != files.typing_stamp) as is_so
    from typed.exports as exports
    inner join raw.published_files as files on exports.export_id = files.file_id

),

raised as (

    select
        sent.submission_id,
        sent.contribution_id,
        coalesce(published.publicity, 0) as publicity_before,
        sent.consent
    from respondents_steps.sent_submissions as sent
    inner join previous.sent_submissions as read_again using (submission_id)
    left join raw.published_consents as published using (submission_id)
    cross join read_otherwise
    where
        (published.is_waiting or read_otherwise.is_so)
        and sent.publicity > coalesce(published.publicity, 0)
        and sent.publicity <= read_again.publicity

),

sets as (

    select
        any_value(split_part(submission_id, ':', 1)) || ':' || left(
            sha256(
                string_agg(submission_id || ' ' || consent, ' ' order by submission_id)
            ),
            12
        ) as subject
    from raised

),

confirmed as (

    select
        given.fingerprint,
        files.file_id is not null as is_published
    from history.given_decisions as given
    inner join sets on given.submission_ids = [sets.subject]
    left join raw.published_files as files using (file_id)
    where given.decision_kind = 'form_change'

),

prints as (

    select
        sets.subject,
        left(
            sha256(
                concat_ws(' ', sets.subject, count(distinct confirmed.fingerprint))
            ),
            16
        ) as fingerprint
    from sets
    left join confirmed on confirmed.is_published
    group by sets.subject

)

select
    raised.*,
    prints.*
from raised
cross join prints
anti join confirmed using (fingerprint)
