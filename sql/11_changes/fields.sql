-- What the latest export changed in submissions that were known before it, field by field.
-- One row per submission and field that both exports had; key: submission_id, field_kind, field_id.
-- Consents are compared elsewhere. A choice that one of the two exports lacks is no difference.
-- Between a delimited file and an xlsx, texts are compared without what xlsx loses: emojis, control
-- characters and white space at the ends.

with

answered as (

    select
        versions.*,
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
    from changes.versions as versions
    inner join typed.answers as answers using (export_id, record_number)
    anti join history.absent_options as absent_options
        on
            versions.other_export_id = absent_options.export_id
            and answers.field_kind = 'question'
            and answers.question_id = absent_options.question_id
            and answers.item_id is not distinct from absent_options.item_id
            and answers.choice_id = absent_options.choice_id

),

filled_in as (

    select
        versions.*,
        unnest(
            [
                row('category', 'category', submissions.category_id),
                row('role', 'email', submissions.email),
                row('role', 'phone', submissions.phone),
                row('role', 'name', submissions.name),
                row('role', 'collective', submissions.collective),
                row('role', 'commune', submissions.commune),
                row('role', 'postcode', submissions.postcode)
            ]::struct(field_kind varchar, field_id varchar, said varchar)[]
        ) as field
    from changes.versions as versions
    inner join typed.submissions as submissions using (export_id, record_number)

),

compared as (

    select
        * replace (
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
            end as said
        )
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

-- What both say is there twice.
said_by_one as (

    select
        compared.submission_id,
        compared.field_kind,
        compared.field_id
    from compared
    semi join typed.export_fields using (export_id, field_kind, field_id)
    semi join typed.export_fields as shared
        on
            compared.other_export_id = shared.export_id
            and compared.field_kind = shared.field_kind
            and compared.field_id = shared.field_id
    where compared.said is not null
    group by
        compared.submission_id,
        compared.field_kind,
        compared.field_id,
        md5_number_lower(compared.said)
    having count(*) = 1

)

select distinct
    submission_id,
    case
        when field_kind in ('question', 'other') then 'question'
        when field_id in ('category', 'commune', 'postcode') then 'profile'
        else 'contact'
    end as field_kind,
    field_id
from said_by_one
