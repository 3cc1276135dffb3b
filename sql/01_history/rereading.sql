-- Whether exports let us read again all consents, edits and deletions, and when they last did.
-- One row.
-- « Only new » exports never bring an edit, a withdrawal or a deletion: while one is newer than
-- the newest full export, nobody knows what became of the answers before it. Where no export is
-- surely later, times are compared by the minute: only xlsx has seconds.
-- Only a full export lets everything be read again, with rows that can be read and, without
-- modification times, no other export of the same minute. An export without any time proves nothing,
-- unless it is alone or surely holds everything.

with

exports as (

    select
        exports.*,
        sid_coverage.is_full as holds_known_sids,
        sid_coverage.is_complete,
        date_trunc('minute', exports.exported_at) as exported_minute,
        count(*) over () as export_count,
        count(*) over (
            partition by date_trunc('minute', exports.exported_at)
        ) as same_minute_count
    from history.exports as exports
    inner join history.sid_coverage as sid_coverage using (export_id)

),

-- Rows that could not be read, of submissions that another export has, or that nothing tells.
exports_with_unreadable_rows as (

    select distinct rejections.export_id
    from typed.rejections as rejections
    left join typed.submissions as submissions using (sid)
    where
        rejections.rule != 'sid_repeated'
        and (rejections.sid is null or submissions.sid is not null)

),

judged as (

    select
        exports.export_id,
        exports.export_place,
        exports.export_number,
        exports.exported_at,
        exports.exported_minute,
        case
            when
                not exports.holds_known_sids
                and (exports.export_count > 1 or exports.has_sids)
                then 'partial'
            when
                exports.export_count > 1
                and exports.exported_minute is null
                and not exports.is_complete
                then 'undated'
            when unreadable.export_id is not null then 'unreadable_rows'
            when not exports.has_modification_times and exports.same_minute_count > 1
                then 'without_times'
        end as lacks
    from exports
    left join exports_with_unreadable_rows as unreadable using (export_id)

),

last_reread as (

    select * from judged
    where lacks is null
    order by export_number desc
    limit 1

),

newer_export as (

    select judged.*
    from judged
    left join last_reread on true
    where
        last_reread.export_id is null
        or judged.export_place > last_reread.export_place
        or (
            judged.export_place = last_reread.export_place
            and judged.exported_minute > last_reread.exported_minute
        )
    order by judged.export_number desc
    limit 1

)

select
    count(newer_export.export_id) = 0 as is_reread,
    any_value(last_reread.exported_at) as reread_at,
    any_value(last_reread.export_id) as reread_export_id,
    any_value(newer_export.export_id) as unread_export_id,
    any_value(newer_export.lacks) as unread_reason
from last_reread
full join newer_export on true
