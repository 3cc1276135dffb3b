-- What the exports let us read again, with the names of files.
-- One row. The time is the form's own.

select
    rereading.is_reread,
    local_time(rereading.reread_at) as reread_at,
    reread.file_name as reread_file,
    unread.file_name as unread_file,
    rereading.unread_reason
from history.rereading as rereading
left join clean.exports as reread
    on rereading.reread_export_id = reread.export_id
left join clean.exports as unread
    on rereading.unread_export_id = unread.export_id
