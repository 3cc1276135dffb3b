-- Cells that could not be understood, in the version that counts.
-- One row per submission and cell set aside; a later version or form file heals them.

with

cells as (

    select * from typed.set_aside_cells

),

standing_cells as (

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
    from cells
    inner join history.versions as versions
        on
            cells.export_id = versions.export_id
            and cells.record_number = versions.record_number
    inner join typed.export_fields as export_fields
        on
            cells.export_id = export_fields.export_id
            and cells.field_kind = export_fields.field_kind
            and cells.field_id = export_fields.field_id
    anti join history.superseded_fields as superseded_fields
        on
            cells.export_id = superseded_fields.export_id
            and cells.record_number = superseded_fields.record_number
            and cells.field_kind = superseded_fields.field_kind
            and cells.field_id = superseded_fields.field_id

)

select * from standing_cells
