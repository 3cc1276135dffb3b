-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- A choice that one of the two exports lacks is no difference. Between a delimited file and an xlsx,
-- texts are compared without what xlsx loses.

with

sides as (

    select
        *,
        earlier_export_id as export_id,
        earlier_record_number as record_number,
        later_export_id as other_export_id
    from history.compared_versions
    union all
    select
        *,
        later_export_id as export_id,
        later_record_number as record_number,
        earlier_export_id as other_export_id
    from history.compared_versions

),

said as (

    select
        sides.*,
        digests.field_kind,
        digests.field_id,
        digests.item_id,
        digests.choice_id,
        case
            when sides.is_across_formats then digests.bare_digest
            else digests.digest
        end as digest
    from sides
    inner join history.field_digests as digests using (export_id, record_number)
    semi join typed.export_fields using (export_id, field_kind, field_id)
    semi join typed.export_fields as shared
        on
            sides.other_export_id = shared.export_id
            and digests.field_kind = shared.field_kind
            and digests.field_id = shared.field_id
    anti join history.absent_options as absent_options
        on
            sides.other_export_id = absent_options.export_id
            and digests.field_kind = 'question'
            and digests.field_id = absent_options.question_id
            and digests.item_id is not distinct from absent_options.item_id
            and digests.choice_id = absent_options.choice_id

),

-- What both say is there twice.
said_by_one as (

    select * exclude (export_id, record_number, other_export_id)
    from said
    where digest is not null
    group by all
    having count(*) = 1

)

select distinct
    submission_id,
    earlier_export_id,
    earlier_record_number,
    later_export_id,
    later_record_number,
    is_edit,
    is_contest,
    field_kind,
    field_id
from said_by_one
