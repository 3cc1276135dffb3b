-- Category, town, postcode and département of each submission.
-- One row per submission of which some export had such a column; key: submission_id.
-- A spreadsheet takes the zero from the front of a postcode. It is put back where the file shows
-- that one saved it, and no postcode of the file begins with a zero.

with

exports_without_zeros as (

    select export_id from raw.exports
    where
        list_has_any(notes, ['bom', 'cp1252', 'unquoted', 'sep_line', 'numbers'])
        and export_id not in (
            select submissions.export_id from typed.submissions as submissions
            where starts_with(submissions.postcode, '0')
        )

),

gathered as (

    select
        field_sources.submission_id,
        any_value(said.category_id) filter (
            where field_sources.field_kind = 'category'
        ) as category_id,
        any_value(said.commune) filter (
            where field_sources.field_id = 'commune'
        ) as commune,
        any_value(
            case
                when length(said.postcode) = 5 then said.postcode
                when exports_without_zeros.export_id is not null
                    then '0' || said.postcode
            end
        ) filter (where field_sources.field_id = 'postcode') as postcode
    from history.field_sources as field_sources
    inner join typed.submissions as said using (export_id, record_number)
    left join exports_without_zeros using (export_id)
    where field_sources.field_kind in ('category', 'role')
    group by field_sources.submission_id

),

-- Corsica's two départements share the postcodes that begin with 20; overseas has three digits,
-- but for two islands that kept Guadeloupe's.
located as (

    select
        *,
        case
            when left(postcode, 3) in ('200', '201') then '2A'
            when left(postcode, 2) = '20' then '2B'
            when postcode = '97133' then '977'
            when postcode = '97150' then '978'
            when left(postcode, 2) in ('97', '98') then left(postcode, 3)
            else left(postcode, 2)
        end as area
    from gathered

)

select
    located.submission_id,
    located.category_id,
    located.commune,
    located.postcode,
    departements.id as departement_id
from located
left join form.words as departements
    on located.area = departements.id and departements.kind = 'departement'
