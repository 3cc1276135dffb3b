-- Every SID that an export holds, be its record readable or not.
-- One row per record with a SID; key: export_id, record_number.

select
    export_id,
    record_number,
    sid,
    is_draft,
    submitted_at,
    completed_at,
    greatest(submitted_at, completed_at, modified_at) as told_at
from typed.submissions
where sid is not null
union all
select
    export_id,
    record_number,
    sid,
    null as is_draft,
    null as submitted_at,
    null as completed_at,
    null as told_at
from typed.rejections
where sid is not null
