-- Exports that surely hold all the answers of their time: what others have and they don't is gone.
-- One row per export; key: export_id.
-- A fetch found them to be whole, at a known hour, each SID can be read, and no organiser said that
-- they are partial; or an organiser said that they are full though they lack many.
-- `last_sid`: its greatest one or, of an export without answers, that of the last answer sent before
-- it was said.

with

with_unreadable_sids as (

    select export_id from typed.rejections
    where sid is null

),

complete as (

    select
        checked_fetches.export_id,
        checked_fetches.fetched_at,
        null as said_at
    from history.checked_fetches as checked_fetches
    left join history.given_extents as said using (export_id)
    semi join history.sid_ranges using (export_id)
    anti join with_unreadable_sids using (export_id)
    where said.extent is distinct from 'partial'
    union all
    select
        thinned_exports.export_id,
        null as fetched_at,
        said.said_at
    from history.thinned_exports as thinned_exports
    inner join history.given_extents as said using (export_id)
    where said.extent = 'full'

),

sent as (

    select
        sid,
        min(told_at) as told_at
    from history.known_sids
    group by sid

),

last_sids as (

    select
        complete.export_id,
        max(sent.sid) as sid
    from complete
    inner join sent on coalesce(complete.said_at > sent.told_at, true)
    group by complete.export_id

)

select
    complete.export_id,
    complete.fetched_at,
    coalesce(sid_ranges.greatest_sid, last_sids.sid) as last_sid
from complete
left join history.sid_ranges as sid_ranges using (export_id)
left join last_sids using (export_id)
