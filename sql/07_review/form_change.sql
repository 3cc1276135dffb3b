-- Parts of the form file that decide what leaves, changed since the last release that could leave.
-- One row, or none: nothing changed, nothing could leave yet, or somebody confirmed these contents.
-- `fingerprint` is a digest of all parts as they are now. `parts` names the changed parts.

with

compared as (

    select
        present.part,
        present.digest,
        present.digest != former.digest as is_changed
    from form.sending_parts as present
    inner join raw.left_parts as former using (part)

),

contents as (

    select
        left(
            sha256(string_agg(compared.digest, ' ' order by compared.part)), 16
        ) as fingerprint,
        string_agg(words.label, ', ' order by words.position) filter (
            where compared.is_changed
        ) as parts
    from compared
    inner join form.words as words
        on words.kind = 'form_part' and compared.part = words.id

)

select
    contents.fingerprint,
    form.form_id || ':' || left(contents.fingerprint, 12) as subject,
    contents.parts
from contents
cross join form.form as form
anti join history.given_decisions as given
    on given.decision_kind = 'form_change' and contents.fingerprint = given.fingerprint
where contents.parts is not null
