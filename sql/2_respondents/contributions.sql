-- Contributions: what counts for one respondent.
-- One row per respondent; keys: submission_id, respondent_id.
-- An unverified e-mail must not raise publicity: the consent is the least public of the
-- respondent's linked submissions, unless an organiser decided to keep the latest one. Such a
-- decision holds while it is about all of them. What somebody sends after the closing date does
-- not count, but a consent that they take back then is taken back. Nor is one widened because a
-- submission changed, and those decided to be one person's are counted apart until it is decided
-- again.

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

sizes as (

    select
        contribution_id,
        count(*) as submission_count
    from members
    group by contribution_id

),

-- What the same person said elsewhere, where the decision that it is the same was about a
-- submission that has changed.
also_said as (

    select
        members.contribution_id,
        others.submission_id,
        others.consent,
        others.publicity,
        others.answered_at,
        others.sid
    from members
    inner join respondents.same_people as decided
        on members.submission_id = decided.submission_id
    inner join respondents.same_people as with_others
        on decided.decision_id = with_others.decision_id
    inner join members as others
        on with_others.submission_id = others.submission_id
    inner join respondents.kinds as kinds
        on members.submission_id = kinds.submission_id
    inner join respondents.kinds as kinds_of_others
        on
            others.submission_id = kinds_of_others.submission_id
            and kinds.respondent_kind = kinds_of_others.respondent_kind
    where members.contribution_id != others.contribution_id

),

said as (

    select
        contribution_id,
        submission_id,
        consent,
        publicity,
        answered_at,
        sid
    from members
    union
    select * from also_said

),

least_public_consents as (

    select
        said.contribution_id,
        said.consent,
        sizes.submission_count
    from said
    inner join sizes on said.contribution_id = sizes.contribution_id
    qualify
        row_number() over (
            partition by said.contribution_id
            order by
                said.publicity asc,
                said.answered_at desc nulls last,
                said.sid desc nulls last,
                said.submission_id desc
        ) = 1

),

decisions as (

    select
        subject_id,
        unnest(submission_ids) as submission_id
    from respondents.decisions
    where decision_kind = 'consent' and choice = 'latest' and state = 'applied'

),

covering_decisions as (

    select members.contribution_id
    from decisions
    inner join members on decisions.submission_id = members.submission_id
    inner join least_public_consents
        on members.contribution_id = least_public_consents.contribution_id
    group by
        decisions.subject_id,
        members.contribution_id,
        least_public_consents.submission_count
    having count(*) = least_public_consents.submission_count

),

decided_consents as (

    select distinct contribution_id from covering_decisions

),

retained as (

    select
        eligible.submission_id,
        members.respondent_id,
        eligible.respondent_kind,
        case
            when decided_consents.contribution_id is not null then eligible.consent
            else least_public_consents.consent
        end as consent,
        decided_consents.contribution_id is not null as is_consent_decided,
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
    left join decided_consents
        on eligible.submission_id = decided_consents.contribution_id

),

taken_back as (

    select
        retained.* replace (
            case
                when
                    late_consents.consent is null
                    or retained.consent in ('reflection_only', 'unclear')
                    then retained.consent
                else late_consents.consent
            end as consent
        )
    from retained
    left join respondents.late_consents as late_consents
        on retained.submission_id = late_consents.contribution_id

),

contributions as (

    select
        submission_id,
        respondent_id,
        respondent_kind,
        consent,
        consent in ('own_name', 'collective_name', 'anonymous') as is_sendable,
        is_consent_decided,
        category_id,
        departement_id,
        submission_count,
        answered_at
    from taken_back

)

select * from contributions
