-- Contributions: what counts for one respondent.
-- One row per respondent; keys: submission_id, respondent_id.
-- The consent is the least public of all statements of the respondent, until a decision. A
-- respondent who asked to be kept for reflection only has that consent, whatever they ticked. An
-- answer in exports without the consent question is not sent because of the respondent's other
-- answers.

with

-- Of two decisions that hold, the later one; of the same time, the less public.
decided as (

    select distinct on (person_id, respondent_kind) *
    from respondents_steps.consent_decisions
    where state = 'applied'
    order by decided_at desc, publicity asc, choice asc

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
gathered as (

    select
        members.contribution_id as submission_id,
        any_value(members.respondent_id) as respondent_id,
        count(*) as submission_count,
        arg_min(consents.consent, (consents.publicity, consents.consent)) as consent,
        coalesce(bool_or(consents.is_decided), false) as is_consent_decided,
        coalesce(bool_or(withdrawals.request = 'reflection_only'), false) as is_kept
    from respondents.members as members
    left join respondents.kinds as kinds using (submission_id)
    left join respondents_steps.persons as persons using (submission_id)
    left join consents
        on
            persons.person_id = consents.person_id
            and kinds.respondent_kind = consents.respondent_kind
    left join respondents.withdrawals as withdrawals
        on members.submission_id = withdrawals.submission_id
    group by members.contribution_id

)

select
    eligible.submission_id,
    gathered.respondent_id,
    eligible.respondent_kind,
    states.consent,
    states.is_sendable,
    gathered.is_consent_decided,
    eligible.category_id,
    eligible.departement_id,
    gathered.submission_count,
    eligible.answered_at
from respondents.eligible as eligible
inner join gathered using (submission_id)
inner join history.consents as states
    on
        states.consent = case
            when gathered.is_kept then 'reflection_only'
            when
                eligible.submission_id in (
                    select statements.submission_id
                    from history.statements as statements
                )
                then gathered.consent
            else eligible.consent
        end
