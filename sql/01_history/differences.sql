-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- A choice that one of the two exports lacks is no difference. Between a delimited file and an xlsx, texts are compared without what xlsx loses.

with

field_digests as (

    select * from history.field_digests
    where choice_id is null

),

differing_fields as (

    select
        shared_fields.submission_id,
        shared_fields.earlier_export_id,
        shared_fields.earlier_record_number,
        shared_fields.later_export_id,
        shared_fields.later_record_number,
        shared_fields.field_kind,
        shared_fields.field_id
    from history.shared_fields as shared_fields
    left join field_digests as earlier
        on
            shared_fields.earlier_export_id = earlier.export_id
            and shared_fields.earlier_record_number = earlier.record_number
            and shared_fields.field_kind = earlier.field_kind
            and shared_fields.field_id = earlier.field_id
    left join field_digests as later
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

),

differences as (

    select * from differing_fields
    union
    select
        submission_id,
        earlier_export_id,
        earlier_record_number,
        later_export_id,
        later_record_number,
        field_kind,
        field_id
    from history.differing_ticks

)

select * from differences
