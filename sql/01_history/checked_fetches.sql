-- Exports that a fetch found to be whole, when, and which of them is the last.
-- One row per export; key: export_id.
-- The fetch noted as many answers as the export has, erased ones included, and at least one. An
-- hour that was in the future when the note was read is null. `is_last`: the latest of these
-- exports with only readable SIDs. It holds every answer that its site had then.

with

unread as (

    select distinct export_id
    from typed.rejections
    where sid is null

)

select
    fetches.export_id,
    exports.greatest_sid,
    if(fetches.is_ahead, null, fetches.fetched_at) as fetched_at,
    unread.export_id is null
    and row_number() over (
        partition by unread.export_id is null
        order by
            if(fetches.is_ahead, null, fetches.fetched_at) desc nulls last,
            exports.export_number desc
    ) = 1 as is_last
from raw.fetches as fetches
inner join history.exports as exports using (export_id)
left join unread using (export_id)
where
    fetches.answer_count > 0
    and fetches.answer_count = (
        select count(*) from raw.records as records
        where fetches.export_id = records.export_id
    ) + (
        select count(*) from raw.erased as erased
        where fetches.export_id = erased.export_id
    )
