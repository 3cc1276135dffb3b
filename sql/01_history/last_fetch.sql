-- The last export that a fetch found to be whole: it holds every answer that its site had then.
-- One row, or none.
-- An export with a row whose SID cannot be read is no proof.

select
    fetches.export_id,
    exports.greatest_sid,
    fetches.fetched_at
from history.checked_fetches as fetches
inner join history.exports as exports using (export_id)
anti join typed.rejections as unread
    on fetches.export_id = unread.export_id and unread.sid is null
order by fetches.fetched_at desc nulls last, exports.export_number desc
limit 1
