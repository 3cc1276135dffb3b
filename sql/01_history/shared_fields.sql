-- Fields that both exports of two compared versions had.
-- One row per compared pair and field; key: submission_id, earlier_export_id, later_export_id,
-- field_kind, field_id.

with

shared_fields as (

    select
        compared.submission_id,
        compared.earlier_export_id,
        compared.earlier_record_number,
        compared.later_export_id,
        compared.later_record_number,
        earlier_fields.field_kind,
        earlier_fields.field_id,
        earlier.file_format != later.file_format as is_across_formats
    from history.compared_versions as compared
    inner join history.exports as earlier
        on compared.earlier_export_id = earlier.export_id
    inner join history.exports as later
        on compared.later_export_id = later.export_id
    inner join typed.export_fields as earlier_fields
        on compared.earlier_export_id = earlier_fields.export_id
    inner join typed.export_fields as later_fields
        on
            compared.later_export_id = later_fields.export_id
            and earlier_fields.field_kind = later_fields.field_kind
            and earlier_fields.field_id = later_fields.field_id

)

select * from shared_fields
