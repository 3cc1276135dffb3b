-- Contributions: what counts for one respondent.
-- One row per respondent; keys: submission_id, respondent_id.
-- The consent is the least public of all that the respondent said, until a decision. Who asked that
-- their answer be kept for reflection only has that consent, whatever they ticked, and an answer
-- that no export asked is not sent by what others of theirs say.

with

sizes as (

    select
        contribution_id,
        any_value(respondent_id) as respondent_id,
        count(*) as submission_count
    from respondents.members
    group by contribution_id

),

-- Of two decisions that hold, the later one; of the same time, the less public.
decided as (

    select * from respondents_steps.consent_decisions
    where state = 'applied'
    qualify
        row_number() over (
            partition by person_id, respondent_kind
            order by decided_at desc, publicity asc, choice asc
        ) = 1

),

consents as (

    select
        said.person_id,
        said.respondent_kind,
        coalesce(decided.choice, said.consent) as consent,
        coalesce(decided.publicity, said.publicity) as publicity,
        decided.choice is not null as is_decided
    from respondents_steps.said_consents as said
    left join decided using (person_id, respondent_kind)

),

-- One person's, but where a decision told apart some who once shared an address.
agreed as (

    select
        members.contribution_id,
        arg_min(consents.consent, (consents.publicity, consents.consent)) as consent,
        bool_or(consents.is_decided) as is_decided
    from respondents.members as members
    inner join respondents.kinds as kinds using (submission_id)
    inner join respondents_steps.persons as persons using (submission_id)
    inner join consents
        on
            persons.person_id = consents.person_id
            and kinds.respondent_kind = consents.respondent_kind
    group by members.contribution_id

),

kept_for_reflection as (

    select distinct members.contribution_id
    from respondents.members as members
    inner join respondents.withdrawals as withdrawals using (submission_id)
    where withdrawals.request = 'reflection_only'

),

retained as (

    select
        eligible.submission_id,
        sizes.respondent_id,
        eligible.respondent_kind,
        case
            when kept_for_reflection.contribution_id is not null then 'reflection_only'
            when
                eligible.submission_id in (
                    select statements.submission_id
                    from history.statements as statements
                )
                then agreed.consent
            else eligible.consent
        end as consent,
        coalesce(agreed.is_decided, false) as is_consent_decided,
        eligible.category_id,
        eligible.departement_id,
        sizes.submission_count,
        eligible.answered_at
    from respondents.eligible as eligible
    inner join sizes on eligible.submission_id = sizes.contribution_id
    left join agreed on eligible.submission_id = agreed.contribution_id
    left join kept_for_reflection
        on eligible.submission_id = kept_for_reflection.contribution_id

)

select
    retained.submission_id,
    retained.respondent_id,
    retained.respondent_kind,
    retained.consent,
    states.is_sendable,
    retained.is_consent_decided,
    retained.category_id,
    retained.departement_id,
    retained.submission_count,
    retained.answered_at
from retained
inner join history.consents as states using (consent)
