-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- Between a delimited file and an xlsx, texts are compared without what xlsx loses.

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

),

differences as (

    select
        shared_fields.submission_id,
        shared_fields.earlier_export_id,
        shared_fields.earlier_record_number,
        shared_fields.later_export_id,
        shared_fields.later_record_number,
        shared_fields.field_kind,
        shared_fields.field_id
    from shared_fields
    left join history.field_digests as earlier
        on
            shared_fields.earlier_export_id = earlier.export_id
            and shared_fields.earlier_record_number = earlier.record_number
            and shared_fields.field_kind = earlier.field_kind
            and shared_fields.field_id = earlier.field_id
    left join history.field_digests as later
        on
            shared_fields.later_export_id = later.export_id
            and shared_fields.later_record_number = later.record_number
            and shared_fields.field_kind = later.field_kind
            and shared_fields.field_id = later.field_id
    where
        case
            when shared_fields.is_across_formats
                then earlier.bare_digest is distinct from later.bare_digest
            else earlier.digest is distinct from later.digest
        end

)

select * from differences
