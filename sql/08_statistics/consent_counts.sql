-- What respondents agreed to.
-- One row per consent state and kind of respondent, zeros included.

with

states as (

    select
        consents.id as consent,
        kinds.id as respondent_kind
    from form.words as consents
    cross join form.words as kinds
    where consents.kind = 'consent' and kinds.kind = 'respondent_kind'

),

contributions as (

    select
        consent,
        respondent_kind,
        count(*) as contribution_count
    from respondents.contributions
    group by all

),

counted as (

    select
        states.consent,
        states.respondent_kind,
        coalesce(contributions.contribution_count, 0) as contribution_count
    from states
    left join contributions using (consent, respondent_kind)

)

select
    consent,
    word('consent', consent).label as consent_label,
    respondent_kind,
    word('respondent_kind', respondent_kind).label as respondent_kind_label,
    contribution_count
from counted
order by
    word('consent', consent).position,
    word('respondent_kind', respondent_kind).position
