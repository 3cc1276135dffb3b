-- Submissions that the form file alone makes more public than they were at the last publication.
-- One row per submission; key: submission_id.
-- Neither a newer version of what its author had sent says so, nor a decision that lets more of it
-- leave. They wait until a person confirms them: all at once, for `fingerprint` is of all of them,
-- and since that publication, for what was confirmed then is not asked any more.

with

known as (

    select
        submissions.submission_id,
        bool_or(files.typing_stamp != exports.typing_stamp) as is_read_otherwise,
        arg_max(
            struct_pack(
                is_draft := submissions.is_draft,
                consent := submissions.consent,
                category_id := submissions.category_id,
                email := submissions.email
            ),
            (numbers.export_number, submissions.record_number)
        ) as said
    from typed.submissions as submissions
    inner join typed.exports as exports using (export_id)
    inner join history.exports as numbers using (export_id)
    inner join raw.published_files as files on submissions.export_id = files.file_id
    group by submissions.submission_id

),

newer_versions as (

    select submissions.submission_id
    from typed.submissions as submissions
    inner join known using (submission_id)
    anti join raw.published_files as files on submissions.export_id = files.file_id
    where
        submissions.is_draft != known.said.is_draft
        or submissions.category_id != known.said.category_id
        or submissions.email != known.said.email
        or (
            submissions.consent is not null
            and submissions.consent is distinct from known.said.consent
        )

),

-- Among the newer files, in the order in which decisions are read.
decisions as (

    select given.*
    from history.given_decisions as given
    anti join raw.published_files using (file_id)

),

let_out as (

    select unnest(submission_ids) as submission_id
    from decisions
    where choice in ('latest', 'different')
    union all
    select targets.submission_id
    from respondents_steps.withdrawal_targets as targets
    inner join history.given_requests as requests using (file_id, sheet, sheet_row)
    anti join raw.published_files as files on targets.file_id = files.file_id
    where requests.request = 'cancel'

),

leaving as (

    select
        members.submission_id,
        members.contribution_id,
        contributions.consent,
        consents.publicity
    from respondents.members as members
    inner join respondents.contributions as contributions
        on members.contribution_id = contributions.submission_id
    inner join history.consents as consents on contributions.consent = consents.consent
    where contributions.is_sendable

),

said_since as (

    select submission_id from newer_versions
    union all
    select submission_id from let_out

),

explained as (

    select leaving.contribution_id
    from leaving
    semi join said_since using (submission_id)

),

raised as (

    select
        leaving.submission_id,
        leaving.contribution_id,
        coalesce(published.publicity, 0) as publicity_before,
        leaving.consent
    from leaving
    left join known using (submission_id)
    left join raw.published_consents as published using (submission_id)
    anti join explained using (contribution_id)
    where
        (known.is_read_otherwise or published.is_waiting)
        and leaving.publicity > coalesce(published.publicity, 0)

),

prints as (

    select
        left(
            sha256(
                string_agg(submission_id || ' ' || consent, ' ' order by submission_id)
            ),
            16
        ) as fingerprint
    from raised

),

raised_consents as (

    select
        raised.*,
        prints.fingerprint
    from raised
    cross join prints
    anti join decisions
        on
            decisions.decision_kind = 'form_change'
            and prints.fingerprint = decisions.fingerprint

)

select * from raised_consents
