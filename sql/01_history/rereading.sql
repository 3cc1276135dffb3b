-- What the exports let us read again, and when they last did.
-- One row per matter: consents, edits, deletions; key: matter.
-- « Only new » exports never bring an edit, a withdrawal or a deletion: while one is newer than
-- the newest full export, nobody knows what became of the answers before it. Where no export is
-- surely later, times are compared by the minute: only xlsx has seconds.

with

matters as (

    select unnest(['consents', 'edits', 'deletions']) as matter

),

last_rereads as (

    select * from history.rereads
    where is_reread
    qualify row_number() over (partition by matter order by export_number desc) = 1

),

newer_exports as (

    select
        rereads.matter,
        rereads.export_id,
        rereads.lacks
    from history.rereads as rereads
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
