-- Who says they answer: the only table above `typed` with e-mails, names and phones.
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

),

usable_names as (

    select
        submission_id,
        said,
        field_id
    from people.said_names
    where is_usable

),

judged as (

    select
        folded.*,
        usable_names.said is not null as has_usable_name,
        usable_collectives.said is not null as has_usable_collective
    from folded
    left join usable_names
        on
            folded.submission_id = usable_names.submission_id
            and folded.name = usable_names.said
            and usable_names.field_id = 'name'
    left join usable_names as usable_collectives
        on
            folded.submission_id = usable_collectives.submission_id
            and folded.collective = usable_collectives.said
            and usable_collectives.field_id = 'collective'

)

select * from judged
