-- The version that each consent, category and role of a submission is read from.
-- One row per submission and such field that some export had; key: submission_id, field_kind,
-- field_id. It is the newest version whose export had the field.

select
    versions.submission_id,
    export_fields.field_kind,
    export_fields.field_id,
    versions.export_id,
    versions.record_number
from history.versions as versions
inner join typed.export_fields as export_fields using (export_id)
anti join history.superseded_fields as superseded_fields
    on
        versions.export_id = superseded_fields.export_id
        and versions.record_number = superseded_fields.record_number
        and export_fields.field_kind = superseded_fields.field_kind
        and export_fields.field_id = superseded_fields.field_id
where export_fields.field_kind in ('consent', 'category', 'role')
