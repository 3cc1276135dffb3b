-- Names, e-mails and phones as respondents gave them. No other table above `typed` has them all.
-- One row per submission of which some export had such a column; key: submission_id. Never
-- published.

with

sources as (

    select * from history.field_sources
    where field_kind = 'role'

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
    inner join typed.submissions as submissions using (export_id, record_number)
    group by sources.submission_id

),

folded as (

    select
        *,
        lower(nfc_normalize(trim(email))) as folded_email
    from gathered

)

select
    folded.*,
    coalesce(names.is_usable, false) as has_usable_name,
    coalesce(collectives.is_usable, false) as has_usable_collective
from folded
left join people.said_names as names
    on
        folded.submission_id = names.submission_id
        and folded.name = names.said
        and names.field_id = 'name'
left join people.said_names as collectives
    on
        folded.submission_id = collectives.submission_id
        and folded.collective = collectives.said
        and collectives.field_id = 'collective'
