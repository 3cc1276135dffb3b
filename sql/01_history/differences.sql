-- What two versions of a submission say differently, field by field.
-- One row per compared pair and field that both exports had; key: submission_id,
-- earlier_export_id, later_export_id, field_kind, field_id.
-- A choice that one of the two exports lacks is no difference. Between a delimited file and an xlsx,
-- texts are compared without what xlsx loses: emojis, control characters and white space at the ends.

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

answered as (

    select
        sides.*,
        answers.field_kind,
        answers.question_id as field_id,
        -- No id holds the sign between them, and xlsx does not lose it.
        concat_ws(
            '¦',
            answers.item_id,
            answers.choice_id,
            answers.number,
            answers.date,
            answers.text
        ) as said
    from sides
    inner join typed.answers as answers using (export_id, record_number)
    anti join history.absent_options as absent_options
        on
            sides.other_export_id = absent_options.export_id
            and answers.field_kind = 'question'
            and answers.question_id = absent_options.question_id
            and answers.item_id is not distinct from absent_options.item_id
            and answers.choice_id = absent_options.choice_id

),

filled_in as (

    select
        sides.*,
        unnest(
            [
                row('consent', 'consent', submissions.consent),
                row('category', 'category', submissions.category_id),
                row('role', 'email', submissions.email),
                row('role', 'phone', submissions.phone),
                row('role', 'name', submissions.name),
                row('role', 'collective', submissions.collective),
                row('role', 'commune', submissions.commune),
                row('role', 'postcode', submissions.postcode)
            ]::struct(field_kind varchar, field_id varchar, said varchar)[]
        ) as field
    from sides
    inner join typed.submissions as submissions using (export_id, record_number)

),

digested as (

    select
        * exclude (said),
        md5_number_lower(
            case
                when is_across_formats
                    then
                        nullif(
                            regexp_replace(
                                said,
                                '[^\x{21}-\x{FFFF}]|[\x{200D}\x{FE00}-\x{FE0F}]',
                                '',
                                'g'
                            ),
                            ''
                        )
                else said
            end
        ) as digest
    from (
        select * from answered
        union all by name
        select
            * exclude (field),
            struct_extract(field, 'field_kind') as field_kind,
            struct_extract(field, 'field_id') as field_id,
            struct_extract(field, 'said') as said
        from filled_in
    ) as both_kinds

),

of_shared_fields as (

    select digested.*
    from digested
    semi join typed.export_fields using (export_id, field_kind, field_id)
    semi join typed.export_fields as shared
        on
            digested.other_export_id = shared.export_id
            and digested.field_kind = shared.field_kind
            and digested.field_id = shared.field_id
    where digested.digest is not null

),

-- What both say is there twice.
said_by_one as (

    select * exclude (export_id, record_number, other_export_id)
    from of_shared_fields
    group by all
    having count(*) = 1

)

select distinct
    submission_id,
    earlier_export_id,
    earlier_record_number,
    later_export_id,
    later_record_number,
    field_kind,
    field_id
from said_by_one
