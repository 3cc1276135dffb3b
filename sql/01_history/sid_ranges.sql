-- The SIDs of each export, held against all those that are known.
-- One row per export with a SID; key: export_id.
-- `expected_count`: the known SIDs at or below its own greatest one. Of an export without any draft,
-- which may have been asked for so, drafts are not expected. `inside_count`: those of them from its
-- first SID on that were completed by `ended_at`, the minute of its last row.

with

held as (

    select
        export_id,
        min(sid) as first_sid,
        max(sid) as greatest_sid,
        count(distinct sid) as sid_count,
        list(sid order by record_number) = list(sid order by sid) as is_in_sid_order,
        coalesce(bool_or(is_draft), false) as has_drafts,
        date_trunc('minute', max(told_at)) as ended_at
    from history.known_sids
    group by export_id

),

known as (

    select
        sid,
        coalesce(bool_and(is_draft), false) as is_draft,
        date_trunc('minute', min(completed_at)) as completed_at
    from history.known_sids
    group by sid

),

expected as (

    select
        held.export_id,
        count(*) as expected_count,
        count(*) filter (
            where
            held.first_sid <= known.sid
            and (held.has_drafts or coalesce(known.completed_at <= held.ended_at, true))
        ) as inside_count
    from held
    inner join known
        on held.greatest_sid >= known.sid and (held.has_drafts or not known.is_draft)
    group by held.export_id

)

select
    held.export_id,
    held.first_sid,
    held.greatest_sid,
    held.sid_count,
    held.has_drafts,
    held.is_in_sid_order,
    expected.expected_count,
    expected.inside_count,
    held.ended_at
from held
inner join expected using (export_id)
