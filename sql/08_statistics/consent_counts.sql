-- What respondents agreed to.
-- One row per consent state and kind of respondent, zeros included.

with

counted as (

    select
        consent,
        respondent_kind,
        count(*) as contribution_count
    from respondents.contributions
    group by all

)

select
    consents.id as consent,
    consents.label as consent_label,
    kinds.id as respondent_kind,
    kinds.label as respondent_kind_label,
    coalesce(counted.contribution_count, 0) as contribution_count
from form.words as consents
cross join form.words as kinds
left join counted
    on consents.id = counted.consent and kinds.id = counted.respondent_kind
where consents.kind = 'consent' and kinds.kind = 'respondent_kind'
order by consents.position, kinds.position
