-- Submissions that each request is about: to withdraw, or to keep for reflection only.
-- One row per request and submission; key: request_id, submission_id.
-- A person asks once, by a number, an address or a reference. The request holds for all that is the
-- person's (respondents_steps.persons), whatever became of it and for whom it was sent: otherwise
-- an older re-send would replace the withdrawn answer. Submissions sent after a request to be
-- erased are not erased.
-- Never published.

with

received as (

    select submission_id from clean.submissions
    union all
    select submission_id from clean.rejections

),

-- What each submission can be asked for by.
identifiers as (

    select
        'email' as identifier_kind,
        folded_email as identifier,
        submission_id
    from people.said_addresses
    union all
    select
        'reference' as identifier_kind,
        submissions.reference as identifier,
        submission_id
    from pseudonyms.submissions as submissions
    semi join received using (submission_id)
    union all
    select
        'submission' as identifier_kind,
        submission_id as identifier,
        submission_id
    from received

),

reached as (

    select distinct
        requests.request_id,
        requests.sent_until,
        coalesce(others.submission_id, identifiers.submission_id) as submission_id
    from history.given_requests as requests
    inner join identifiers using (identifier_kind, identifier)
    left join respondents_steps.persons as persons
        on identifiers.submission_id = persons.submission_id
    left join respondents_steps.persons as others
        on persons.person_id = others.person_id

)

select
    reached.request_id,
    reached.submission_id
from reached
left join clean.submissions as submissions using (submission_id)
where coalesce(submissions.submitted_at <= reached.sent_until, true)
