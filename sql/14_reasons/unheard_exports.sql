-- Questions that may hold a refused consent, and that every export that reaches furthest lacks.
-- One row, or none: the last export that lacks one.
-- It changes nobody's consent. The question of the address is among them, as the address links a
-- re-send to earlier statements. Only SIDs decide how far an export reaches, as accounts differ in
-- time zones.

with

furthest as (

    select
        exports.file_name,
        exports.export_number,
        exports.has_consent,
        exports.export_id in (
            select fields.export_id from typed.export_fields as fields
            where fields.field_kind = 'role' and fields.field_id = 'email'
        ) as has_address
    from history.exports as exports
    where
        exports.greatest_sid is not distinct from (
            select max(others.greatest_sid) from history.exports as others
        )

),

asked as (

    select
        bool_or(has_consent) as has_consent,
        bool_or(has_address) as has_address,
        arg_max(file_name, export_number) as file_name
    from furthest

),

unasked as (

    select
        asked.file_name,
        'consent' as question
    from asked
    where not asked.has_consent
    union all
    select
        asked.file_name,
        'address' as question
    from asked
    cross join form.form as form
    where form.has_address and not asked.has_address

)

select
    any_value(unasked.file_name) as file_name,
    list(sentence('unheard', unasked.question) order by unasked.question desc)
        as questions
from unasked
cross join form.form as form
where form.has_consent
having count(*) > 0
