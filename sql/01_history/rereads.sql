-- What each export lets us read again.
-- One row per export and matter (consents, edits, deletions); key: export_id, matter.
-- Only a full export does, and no consent without the consent column, no edit where its rows are
-- unreadable or where, without modification times, nothing tells it from another export of the same
-- minute. An export without any time proves nothing, unless it is alone or surely holds everything.

with

matters as (

    select
        matters.matter,
        matters.harmless_lacks
    from (
        values
        ('consents', []::varchar[]),
        ('edits', ['without_consent']),
        ('deletions', ['without_consent', 'without_times', 'unreadable_rows'])
    ) as matters (matter, harmless_lacks)

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

)

select * from rereads
