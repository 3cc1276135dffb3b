-- Records that a version which is compared comes from.
-- One row per record; key: export_id, record_number.

select
    earlier_export_id as export_id,
    earlier_record_number as record_number
from history.compared_versions
union
select
    later_export_id as export_id,
    later_record_number as record_number
from history.compared_versions
