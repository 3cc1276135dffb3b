-- Names that respondents gave themselves, to be masked in what leaves without a name.
-- One row per contribution; key: submission_id. Never published.
-- Names as typed in any version of the person's submissions, and of all other submissions from their
-- addresses: drafts, late and deleted answers too. A person's own name stays in texts sent in that
-- name, the collective's in texts sent for the collective. Neither stays in texts without a name.

with

theirs as (

    select
        contributions.submission_id as contribution_id,
        others.submission_id
    from sending.contributions as contributions
    inner join respondents_steps.persons as persons using (submission_id)
    inner join respondents_steps.persons as others using (person_id)
    union
    select
        members.contribution_id,
        others.submission_id
    from respondents.members as members
    inner join people.said_addresses as addresses using (submission_id)
    inner join people.said_addresses as others using (folded_email)

),

said as (

    select
        theirs.contribution_id as submission_id,
        list(distinct said_names.said order by said_names.said) filter (
            where said_names.field_id = 'name'
        ) as names,
        list(distinct said_names.said order by said_names.said) filter (
            where said_names.field_id = 'collective'
        ) as collectives
    from theirs
    inner join people.said_names as said_names using (submission_id)
    where said_names.is_usable
    group by theirs.contribution_id

),

written_from as (

    select
        theirs.contribution_id as submission_id,
        list(distinct typed.email order by typed.email) as emails
    from theirs
    inner join typed.submissions as typed using (submission_id)
    where typed.email is not null
    group by theirs.contribution_id

)

select
    contributions.submission_id,
    case
        when contributions.consent in ('anonymous', 'collective_name')
            then coalesce(said.names, [])
        else []
    end as names,
    case
        when contributions.consent in ('anonymous', 'collective_name')
            then coalesce(written_from.emails, [])
        else []
    end as emails,
    case
        when contributions.consent = 'anonymous' then coalesce(said.collectives, [])
        else []
    end as collectives
from sending.contributions as contributions
left join said using (submission_id)
left join written_from using (submission_id)
