-- What the latest export changed in submissions that were known before it, field by field.
-- One row per submission and field; key: submission_id, field_kind, field_id.
-- It compares the form's state with and without its latest export, never with what somebody
-- happened to compute before; with a single export there is nothing to compare.

with

known_before as (

    select submission_id from previous.states
    where box != 'rejected'

),

present as (

    select field_states.*
    from changes.field_states as field_states
    semi join known_before using (submission_id)

)

select
    coalesce(present.submission_id, earlier.submission_id) as submission_id,
    coalesce(present.field_kind, earlier.field_kind) as field_kind,
    coalesce(present.field_id, earlier.field_id) as field_id
from present
full join previous.field_states as earlier
    on
        present.submission_id = earlier.submission_id
        and present.field_kind = earlier.field_kind
        and present.field_id = earlier.field_id
where present.digest is distinct from earlier.digest
