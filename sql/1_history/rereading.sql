-- What the exports let us read again, and when they last did.
-- One row per matter: consents, edits, deletions; key: matter.
-- « Only new » exports never bring an edit, a withdrawal or a deletion: while one is newer than
-- the newest full export, nobody knows what became of the answers before it. A full export reads
-- again no consent without the consent column, and no edit where its rows are unreadable or where,
-- without modification times, nothing tells it from another export of the same minute. Times are
-- compared by the minute: only xlsx has seconds. An export without any time, unless it is alone,
-- is taken for newer when it has a greater SID, and proves nothing else.

with

exports as (

    select
        *,
        date_trunc('minute', exported_at) as exported_minute,
        count(*) over () as export_count,
        count(*) over (
            partition by date_trunc('minute', exported_at)
        ) as same_minute_count
    from clean.exports

),

-- Rows that could not be read, of submissions that another export has, or that nothing tells.
exports_with_unreadable_rows as (

    select distinct rejections.export_id
    from typed.rejections as rejections
    left join typed.submissions as submissions on rejections.sid = submissions.sid
    where
        rejections.rule != 'sid_repeated'
        and (rejections.sid is null or submissions.sid is not null)

),

judged as (

    select
        exports.export_id,
        exports.export_number,
        exports.exported_at,
        exports.exported_minute,
        exports.greatest_sid,
        exports.is_full
        or (exports.export_count = 1 and not exports.has_sids) as is_full,
        exports.export_count = 1 or exports.exported_minute is not null as is_dated,
        unreadable.export_id is null as is_readable,
        exports.has_modification_times
        or exports.same_minute_count = 1 as is_comparable,
        exports.has_consent or not form.has_consent as has_consent
    from exports
    cross join form.form as form
    left join exports_with_unreadable_rows as unreadable
        on exports.export_id = unreadable.export_id

),

rereads as (

    select
        *,
        is_full and is_dated as rereads_deletions,
        is_full and is_dated and is_readable and is_comparable as rereads_edits,
        is_full and is_dated and is_readable and is_comparable and has_consent
            as rereads_consents,
        case
            when not is_full then 'partial'
            when not is_dated then 'undated'
            when not is_readable then 'unreadable_rows'
            when not is_comparable then 'without_times'
            when not has_consent then 'without_consent'
        end as lacks
    from judged

),

by_matter as (

    select
        'consents' as matter,
        * exclude (rereads_consents, rereads_edits, rereads_deletions),
        rereads_consents as is_reread
    from rereads
    union all by name
    select
        'edits' as matter,
        * exclude (rereads_consents, rereads_edits, rereads_deletions),
        rereads_edits as is_reread
    from rereads
    union all by name
    select
        'deletions' as matter,
        * exclude (rereads_consents, rereads_edits, rereads_deletions),
        rereads_deletions as is_reread
    from rereads

),

last_rereads as (

    select * from by_matter
    where is_reread
    qualify row_number() over (partition by matter order by export_number desc) = 1

),

newer_exports as (

    select
        by_matter.matter,
        by_matter.export_id,
        by_matter.lacks
    from by_matter
    left join last_rereads on by_matter.matter = last_rereads.matter
    where
        last_rereads.matter is null
        or by_matter.exported_minute > last_rereads.exported_minute
        or (
            (by_matter.exported_minute is null or last_rereads.exported_minute is null)
            and by_matter.greatest_sid > last_rereads.greatest_sid
        )
    qualify
        row_number() over (
            partition by by_matter.matter order by by_matter.export_number desc
        ) = 1

),

matters as (

    select unnest(['consents', 'edits', 'deletions']) as matter

),

rereading as (

    select
        matters.matter,
        newer_exports.matter is null as is_reread,
        last_rereads.exported_at as reread_at,
        last_rereads.export_id as reread_export_id,
        newer_exports.export_id as unread_export_id,
        newer_exports.lacks as unread_reason
    from matters
    left join last_rereads on matters.matter = last_rereads.matter
    left join newer_exports on matters.matter = newer_exports.matter

)

select * from rereading
