-- What each person agreed to: the least public of all they said, until a decision.
-- One row per person and kind; key: person_id, respondent_kind.
-- Of two decisions that hold, the later one; of the same time, the less public.

with

decided as (

    select * from respondents_steps.consent_decisions
    where state = 'applied'
    qualify
        row_number() over (
            partition by person_id, respondent_kind
            order by decided_at desc, publicity asc, choice asc
        ) = 1

)

select
    said.person_id,
    said.respondent_kind,
    coalesce(decided.choice, said.consent) as consent,
    coalesce(decided.publicity, said.publicity) as publicity,
    decided.choice is not null as is_decided
from respondents_steps.said_consents as said
left join decided using (person_id, respondent_kind)
