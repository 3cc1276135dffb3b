-- The SIDs of each export, held against all those that are known.
-- One row per export with a SID; key: export_id.
-- `passes_for_full`: its rows are in SID order, and it holds the share of the known SIDs, at or below
-- its own greatest one, that form.thresholds asks for. Of an export without any draft, which may
-- have been asked for so, drafts are not expected.

with

sids as (

    select
        export_id,
        record_number,
        sid,
        is_draft
    from typed.submissions
    where sid is not null
    union all
    select
        export_id,
        record_number,
        sid,
        false as is_draft
    from typed.rejections
    where sid is not null

),

neighbouring_sids as (

    select
        *,
        lag(sid) over (partition by export_id order by record_number) as previous_sid
    from sids

),

held as (

    select
        export_id,
        max(sid) as greatest_sid,
        count(distinct sid) as sid_count,
        bool_or(is_draft) as has_drafts,
        bool_and(previous_sid is null or sid >= previous_sid) as is_in_sid_order
    from neighbouring_sids
    group by export_id

),

known as (

    select
        sid,
        bool_and(is_draft) as is_draft
    from sids
    group by sid

),

expected as (

    select
        held.export_id,
        count(*) filter (where held.has_drafts or not known.is_draft) as sid_count
    from held
    inner join known on held.greatest_sid >= known.sid
    group by held.export_id

),

covered as (

    select
        held.export_id,
        held.greatest_sid,
        held.has_drafts,
        held.is_in_sid_order
        and held.sid_count >= thresholds.full_export_share * expected.sid_count
            as passes_for_full
    from held
    cross join form.thresholds as thresholds
    inner join expected using (export_id)

)

select * from covered
