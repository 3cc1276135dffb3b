-- Contributions: what counts for one respondent.
-- One row per respondent; keys: submission_id, respondent_id.
-- An unverified e-mail must not raise publicity: the consent is the least public of the
-- respondent's linked submissions.

with

members as (

    select
        *,
        case consent
            when 'own_name' then 3
            when 'collective_name' then 3
            when 'anonymous' then 2
            else 1
        end as publicity
    from respondents.members

),

least_public_consents as (

    select
        contribution_id,
        consent,
        count(*) over (partition by contribution_id) as submission_count
    from members
    qualify
        row_number() over (
            partition by contribution_id
            order by
                publicity asc,
                answered_at desc nulls last,
                sid desc nulls last,
                submission_id desc
        ) = 1

),

contributions as (

    select
        eligible.submission_id,
        members.respondent_id,
        eligible.respondent_kind,
        least_public_consents.consent,
        least_public_consents.consent in ('own_name', 'collective_name', 'anonymous')
            as is_sendable,
        eligible.category_id,
        eligible.departement_id,
        least_public_consents.submission_count,
        eligible.answered_at
    from respondents.eligible as eligible
    inner join members
        on
            eligible.submission_id = members.submission_id
            and members.submission_id = members.contribution_id
    inner join least_public_consents
        on eligible.submission_id = least_public_consents.contribution_id

)

select * from contributions
