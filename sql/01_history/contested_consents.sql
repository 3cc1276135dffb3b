-- Submissions edited after the version that their consent is read from, nobody knows when.
-- One row per submission; key: submission_id.
-- An export that may be later, and does not tell when its rows were modified, shows another
-- consent, or, where it lacks the consent column, other answers: what was agreed to before may
-- hold no longer.

with

contests as (

    select
        compared.submission_id,
        compared.earlier_export_id,
        compared.later_export_id,
        exports.has_consent
    from history.compared_versions as compared
    inner join history.exports as exports
        on compared.later_export_id = exports.export_id
    where compared.is_contest

),

contested as (

    select distinct contests.submission_id
    from contests
    inner join history.differences as differences
        using (submission_id, earlier_export_id, later_export_id)
    where differences.field_kind = 'consent' or not contests.has_consent

)

select * from contested
