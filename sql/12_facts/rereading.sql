-- What the exports let us read again, with the names of files.
-- One row per matter: consents, edits, deletions; key: id. The time is the form's own.

select
    rereading.matter as id,
    rereading.is_reread,
    rereading.reread_at at time zone 'UTC' at time zone form.time_zone as reread_at,
    reread.file_name as reread_file,
    unread.file_name as unread_file,
    rereading.unread_reason
from history.rereading as rereading
cross join form.form as form
left join clean.exports as reread
    on rereading.reread_export_id = reread.export_id
left join clean.exports as unread
    on rereading.unread_export_id = unread.export_id
inner join form.words as words
    on rereading.matter = words.id and words.kind = 'rereading'
order by words.position
