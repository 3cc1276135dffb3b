-- Who says they answer: the only table above `typed` with e-mails, names and phones.
-- One row per submission of which some export had such a column; key: submission_id. Never
-- published.

with

sources as (

    select * from history.field_sources
    where field_kind = 'role'

),

submissions as (

    select * from typed.submissions

),

gathered as (

    select
        sources.submission_id,
        any_value(submissions.email) filter (where sources.field_id = 'email') as email,
        any_value(submissions.phone) filter (where sources.field_id = 'phone') as phone,
        any_value(submissions.name) filter (where sources.field_id = 'name') as name,
        any_value(submissions.collective) filter (
            where sources.field_id = 'collective'
        ) as collective
    from sources
    inner join submissions
        on
            sources.export_id = submissions.export_id
            and sources.record_number = submissions.record_number
    group by sources.submission_id

),

folded as (

    select
        *,
        lower(nfc_normalize(trim(email))) as folded_email,
        lower(strip_accents(trim(name))) as folded_name,
        lower(strip_accents(trim(collective))) as folded_collective
    from gathered

),

-- Some people fill in a name's box without giving a name.
judged as (

    select
        * exclude (folded_name, folded_collective),
        coalesce(
            regexp_matches(folded_name, '\p{L}{2}')
            and not contains(folded_name, '@')
            and not regexp_matches(folded_name, '\d([ ./-]?\d){5}')
            and not regexp_matches(
                folded_name,
                '^(anonyme?s?|anonymous|x+|nom|aucun|neant|rien|sans nom|inconnue?|na)$'
            ),
            false
        ) as has_usable_name,
        coalesce(
            regexp_matches(folded_collective, '\p{L}{2}')
            and not contains(folded_collective, '@')
            and not regexp_matches(folded_collective, '\d([ ./-]?\d){5}')
            and not regexp_matches(
                folded_collective, '^(x+|aucune?|neant|rien|non|sans|anonyme?s?|na)$'
            ),
            false
        ) as has_usable_collective
    from folded

)

select * from judged
