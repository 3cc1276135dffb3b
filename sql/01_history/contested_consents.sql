-- Submissions that may have changed after the version that their consent is read from.
-- One row per submission; key: submission_id.
-- An export without the consent column shows a newer version, of another minute or completed since,
-- or other answers that nobody can date: what was agreed to before may hold no longer.

select sources.submission_id
from history.field_sources as sources
inner join history.versions as newest
    on sources.submission_id = newest.submission_id and newest.version_rank = 1
where
    sources.field_kind = 'consent'
    and (
        newest.version_at is distinct from sources.version_at
        or (sources.is_draft and not newest.is_draft)
    )
union
select submission_id from history.differences
where is_contest
