-- What the records of exports say that nothing but their contents tells apart.
-- One row per record of exports of the same minute, format, columns and number of rows; key:
-- export_id, record_number.

with

exports as (

    select
        *,
        date_trunc('minute', exported_at) as exported_minute
    from history.exports
    qualify
        count(*) over (
            partition by
                exported_minute,
                file_format,
                field_count,
                absent_option_count,
                record_count
        ) > 1

),

records as (

    select
        export_id,
        record_number,
        cells
    from raw.records
    where export_id in (select exports.export_id from exports)

),

tied_records as (

    select
        export_id,
        record_number,
        len(list_filter(cells, lambda cell: trim(cell) != '')) as filled_count,
        array_to_string(cells, chr(31)) as contents
    from records

)

select * from tied_records
