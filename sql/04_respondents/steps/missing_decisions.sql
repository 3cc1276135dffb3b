-- What organisers said of answers that an export lacks: deleted on the site, or an incomplete export.
-- One row per decision and span of SIDs that it is about. Answers that follow each other are one span.
-- The fingerprint is the digest of the exports that lacked them, then the greatest SID known then.

with

spans as (

    select
        given.choice,
        given.decided_at,
        given.initials,
        left(given.fingerprint, 6) as exports_digest,
        ('0x' || right(given.fingerprint, 10))::bigint as known_sid,
        string_split(split_part(about.span, ':', 2), '-') as ends
    from history.given_decisions as given
    cross join unnest(given.submission_ids) as about (span)
    where given.decision_kind = 'missing' and given.is_latest

)

select
    * exclude (ends),
    ends[1]::bigint as first_sid,
    ends[-1]::bigint as last_sid
from spans
