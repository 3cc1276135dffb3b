-- What the exports let us read again, and when they last did.
-- One row per matter: consents, edits, deletions; key: matter.
-- « Only new » exports never bring an edit, a withdrawal or a deletion: while one is newer than
-- the newest full export, nobody knows what became of the answers before it. Where no export is
-- surely later, times are compared by the minute: only xlsx has seconds.
-- Only a full export lets anything be read again, and no consent without the consent column, no edit
-- where its rows are unreadable or where, without modification times, nothing tells it from another
-- export of the same minute. An export without any time proves nothing, unless it is alone or surely
-- holds everything.

with

matters (matter, harmless_lacks) as (

    values
    ('consents', []::varchar[]),
    ('edits', ['without_consent']),
    ('deletions', ['without_consent', 'without_times', 'unreadable_rows'])

),

exports as (

    select
        exports.*,
        sid_coverage.greatest_sid,
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
        exports.greatest_sid,
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
            when form.has_consent and not exports.has_consent then 'without_consent'
        end as lacks
    from exports
    cross join form.form as form
    left join exports_with_unreadable_rows as unreadable using (export_id)

),

rereads as (

    select
        judged.*,
        matters.matter,
        judged.lacks is null
        or list_contains(matters.harmless_lacks, judged.lacks) as is_reread
    from judged
    cross join matters

),

last_rereads as (

    select * from rereads
    where is_reread
    qualify row_number() over (partition by matter order by export_number desc) = 1

),

newer_exports as (

    select
        rereads.matter,
        rereads.export_id,
        rereads.lacks
    from rereads as rereads
    left join last_rereads using (matter)
    where
        last_rereads.matter is null
        or rereads.export_place > last_rereads.export_place
        or (
            rereads.export_place = last_rereads.export_place
            and rereads.exported_minute > last_rereads.exported_minute
        )
    qualify
        row_number() over (
            partition by rereads.matter order by rereads.export_number desc
        ) = 1

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
    left join last_rereads using (matter)
    left join newer_exports using (matter)

)

select * from rereading
