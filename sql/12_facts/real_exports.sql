-- Exports that the example's mark did not lie beside.
-- One row per export; key: export_id.

select exports.export_id
from raw.exports as exports
anti join raw.invented_exports using (export_id)
order by exports.export_id
