-- The version that each consent, category and role of a submission is read from.
-- One row per submission and such field that some export had; key: submission_id, field_kind,
-- field_id. It is the newest version whose export had the field.

with

held as not materialized (

    select
        versions.submission_id,
        export_fields.field_kind,
        export_fields.field_id,
        versions.export_id,
        versions.record_number,
        versions.version_rank
    from history.versions as versions
    inner join typed.export_fields as export_fields using (export_id)
    where export_fields.field_kind in ('consent', 'category', 'role')

),

newest as not materialized (

    select * from held
    where version_rank = 1

),

-- What the newest version's export had not.
older as (

    select held.*
    from held
    anti join newest using (submission_id, field_kind, field_id)
    where held.version_rank > 1
    qualify
        row_number() over (
            partition by held.submission_id, held.field_kind, held.field_id
            order by held.version_rank
        ) = 1

)

select
    submission_id,
    field_kind,
    field_id,
    export_id,
    record_number
from (
    select * from newest
    union all
    select * from older
) as sources
