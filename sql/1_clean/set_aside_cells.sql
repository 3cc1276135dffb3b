-- Cells that could not be understood, in the version that counts.
-- One row per submission and cell set aside; a later version or form file heals them.

with

sources as (

    select * from history.field_sources

),

cells as (

    select * from typed.set_aside_cells

),

sourced_cells as (

    select
        sources.submission_id,
        cells.field_kind,
        cells.field_id,
        cells.item_id,
        cells.rule,
        cells.hint,
        cells.export_id,
        cells.record_number,
        cells.column_position
    from cells
    inner join sources
        on
            cells.export_id = sources.export_id
            and cells.record_number = sources.record_number
            and cells.field_kind = sources.field_kind
            and cells.field_id = sources.field_id

)

select * from sourced_cells
