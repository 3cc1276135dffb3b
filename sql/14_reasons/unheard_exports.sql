-- Questions that may hold a refusal, and that no export has of those that reach furthest.
-- One row, or none: the last export that lacks one.
-- Nobody's consent changes by it: it says nothing. The address links what somebody sent again to what
-- they had said before. How far an export reaches is told by numbers alone: accounts have time zones.

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
