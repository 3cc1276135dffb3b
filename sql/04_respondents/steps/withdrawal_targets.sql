-- Submissions that each request is about: to withdraw, or to keep for reflection only.
-- One row per request and submission; key: request_id, submission_id.
-- A person asks once, by a number, an address or a reference. The request holds for all submissions
-- of the same kind that share an address ever left, unless a decision calls them different people,
-- and for those that a decision calls the same person's, even if they changed since. Otherwise an
-- older re-send would replace the withdrawn answer. Submissions sent after a request to be erased
-- are not erased.
-- Never published.

with recursive

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

sharing_an_address as (

    select
        addresses.submission_id,
        kinds.respondent_kind || ' ' || addresses.folded_email as group_id
    from people.said_addresses as addresses
    inner join respondents.kinds as kinds using (submission_id)

),

-- Two of a decision who share an address: by it neither is reached through the other. Who shares
-- none with the others of the decision stays with their own.
told_apart as (

    select
        sharing_an_address.submission_id,
        sharing_an_address.group_id
    from respondents.decisions as decisions
    cross join unnest(decisions.submission_ids) as about (submission_id)
    inner join sharing_an_address using (submission_id)
    where decisions.choice = 'different' and decisions.state = 'applied'
    qualify
        count(*) over (
            partition by decisions.subject_id, sharing_an_address.group_id
        ) > 1

),

memberships as (

    select * from sharing_an_address
    except
    select * from told_apart
    union
    select
        submission_id,
        decision_id as group_id
    from respondents.same_people

),

reached as (

    select
        requests.request_id,
        requests.sent_until,
        identifiers.submission_id
    from history.given_requests as requests
    inner join identifiers using (identifier_kind, identifier)
    union
    select
        reached.request_id,
        reached.sent_until,
        others.submission_id
    from reached
    inner join memberships using (submission_id)
    inner join memberships as others using (group_id)

)

select
    reached.request_id,
    reached.submission_id
from reached
left join clean.submissions as submissions using (submission_id)
where coalesce(submissions.submitted_at <= reached.sent_until, true)
