-- Cells that could not be understood, in the version that counts.
-- One row per submission and cell set aside; a later version or form file heals them.

select
    versions.submission_id,
    cells.field_kind,
    cells.field_id,
    cells.item_id,
    cells.rule,
    cells.hint,
    cells.export_id,
    cells.record_number,
    cells.column_position
from typed.set_aside_cells as cells
inner join history.versions as versions using (export_id, record_number)
inner join typed.export_fields using (export_id, field_kind, field_id)
anti join history.superseded_fields
    using (export_id, record_number, field_kind, field_id)
