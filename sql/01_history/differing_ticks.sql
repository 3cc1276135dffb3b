-- Choices that some exports lack, ticked in one of two compared versions alone.
-- One row per such tick; the other version's export had the choice.

with

shared_fields as (

    select * from history.shared_fields
    where field_kind = 'question'

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

differing_ticks as (

    select
        pairs.submission_id,
        pairs.earlier_export_id,
        pairs.earlier_record_number,
        pairs.later_export_id,
        pairs.later_record_number,
        pairs.field_kind,
        pairs.field_id
    from pairs
    inner join history.field_digests as ticks
        using (export_id, record_number, field_kind, field_id)
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
    where ticks.choice_id is not null

)

select * from differing_ticks
