-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- A choice that one of the two exports lacks is no difference. Between a delimited file and an xlsx, texts are compared without what xlsx loses.

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
    from shared_fields
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

pairs as (

    select
        *,
        earlier_export_id as export_id,
        earlier_record_number as record_number,
        later_export_id as other_export_id,
        later_record_number as other_record_number
    from shared_fields
    union all
    select
        *,
        later_export_id as export_id,
        later_record_number as record_number,
        earlier_export_id as other_export_id,
        earlier_record_number as other_record_number
    from shared_fields

),

-- Choices that some exports lack, ticked in one of the two alone.
differing_ticks as (

    select pairs.*
    from pairs
    inner join history.field_digests as ticks
        on
            pairs.export_id = ticks.export_id
            and pairs.record_number = ticks.record_number
            and pairs.field_kind = ticks.field_kind
            and pairs.field_id = ticks.field_id
    anti join history.field_digests as others
        on
            pairs.other_export_id = others.export_id
            and pairs.other_record_number = others.record_number
            and ticks.field_kind = others.field_kind
            and ticks.field_id = others.field_id
            and ticks.item_id is not distinct from others.item_id
            and ticks.choice_id = others.choice_id
    anti join history.absent_options as absent_options
        on
            pairs.other_export_id = absent_options.export_id
            and ticks.field_id = absent_options.question_id
            and ticks.item_id is not distinct from absent_options.item_id
            and ticks.choice_id = absent_options.choice_id
    where pairs.field_kind = 'question' and ticks.choice_id is not null

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
    from differing_ticks

)

select * from differences
