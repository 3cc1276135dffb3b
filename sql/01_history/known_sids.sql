-- Every SID that an export holds, be its record readable or not.
-- One row per record with a SID; key: export_id, record_number.

select
    export_id,
    record_number,
    sid
from typed.submissions
where sid is not null
union all
select
    export_id,
    record_number,
    sid
from typed.rejections
where sid is not null
