-- Answers that exports lack, and the last decision on each.
-- One row per answer that an export lacks, or lacked when it was said to be deleted; key: submission_id.
-- « Deleted » holds until an export that reaches further than all exports known then, by its
-- greatest SID or by its greatest time, or a fetch made since, has the answer: it is back.
-- « Incomplete export » holds for the exports that lacked the answer then: once another export lacks
-- it too, the question is open again. It is also open if the last decisions contradict each other.
-- A decision is about spans of SIDs (`f:7-9`). Its fingerprint is the digest of the exports that
-- lacked them, then how far the exports known then reached.

with

decided as (

    select
        given.choice,
        given.decided_at,
        given.initials,
        left(given.fingerprint, 6) as exports_digest,
        ('0x' || substr(given.fingerprint, 7, 10))::bigint as known_sid,
        ('0x' || nullif(substr(given.fingerprint, 17), ''))::bigint as known_minute,
        regexp_extract(about.span, ':(\d+)', 1)::bigint as first_sid,
        regexp_extract(about.span, '(\d+)$', 1)::bigint as last_sid
    from history.given_decisions as given
    cross join unnest(given.submission_ids) as about (span)
    where given.decision_kind = 'missing' and given.is_latest

),

lacked as (

    select
        lacked.submission_id,
        list(lacked.export_id order by lacked.export_id) as export_ids,
        max(exports.export_place) as lacked_place
    from respondents_steps.lacked_answers as lacked
    inner join history.exports as exports using (export_id)
    group by lacked.submission_id

),

known as (

    select
        submissions.submission_id,
        submissions.sid,
        lacked.export_ids,
        left(md5(array_to_string(lacked.export_ids, ' ')), 6) as exports_digest,
        lacked.lacked_place
    from clean.submissions as submissions
    left join lacked using (submission_id)
    where not submissions.is_draft

),

said as (

    select
        known.submission_id,
        known.sid,
        decided.*
    from known
    inner join decided
        on known.sid >= decided.first_sid and known.sid <= decided.last_sid
    qualify
        rank() over (
            partition by known.submission_id order by decided.decided_at desc
        ) = 1

),

last_said as (

    select
        said.submission_id,
        case when count(distinct said.choice) = 1 then any_value(said.choice) end
            as choice,
        max(said.decided_at) as decided_at,
        string_agg(distinct said.initials, ', ' order by said.initials) as initials,
        list(distinct said.exports_digest) as exports_digests,
        max(exports.export_place) as held_place,
        max(exports.greatest_sid) > max(said.known_sid)
        or coalesce(
            max(epoch(exports.exported_at)::bigint // 60) > max(said.known_minute),
            false
        )
        or coalesce(max(fetches.fetched_at) > max(said.decided_at), false) as is_back
    from said
    inner join history.known_sids using (sid)
    inner join history.exports as exports using (export_id)
    left join history.checked_fetches as fetches using (export_id)
    group by said.submission_id

)

select
    known.submission_id,
    known.sid,
    known.export_ids,
    known.exports_digest,
    last_said.choice,
    last_said.decided_at,
    last_said.initials,
    case
        when last_said.choice = 'deleted' and not last_said.is_back then 'deleted'
        -- It is back, until an export that reaches further lacks it.
        when last_said.choice = 'deleted' and known.lacked_place < last_said.held_place
            then 'kept'
        when
            last_said.choice is not null
            and list_contains(last_said.exports_digests, known.exports_digest)
            then 'kept'
        else 'open'
    end as state
from known
left join last_said using (submission_id)
where known.export_ids is not null or state = 'deleted'
