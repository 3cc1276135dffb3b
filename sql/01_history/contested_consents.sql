-- Submissions that may have changed after the version that their consent is read from.
-- One row per submission; key: submission_id.
-- An export without the consent column shows a newer version, of another minute or completed since,
-- or other answers that nobody can date: what was agreed to before may hold no longer.

with

newest_versions as (

    select * from history.versions
    where version_rank = 1

),

outdated as (

    select sources.submission_id
    from history.field_sources as sources
    inner join newest_versions using (submission_id)
    where
        sources.field_kind = 'consent'
        and (
            newest_versions.version_at is distinct from sources.version_at
            or (sources.is_draft and not newest_versions.is_draft)
        )

)

select submission_id from outdated
union
select submission_id from history.differences
where is_contest
