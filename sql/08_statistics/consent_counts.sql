-- Consents of respondents, counted.
-- One row per consent state and kind of respondent, zeros included.

select
    consents.id as consent,
    consents.label as consent_label,
    kinds.id as respondent_kind,
    kinds.label as respondent_kind_label,
    count(contributions.submission_id) as contribution_count
from form.words as consents
cross join form.words as kinds
left join respondents.contributions as contributions
    on
        consents.id = contributions.consent
        and kinds.id = contributions.respondent_kind
where consents.kind = 'consent' and kinds.kind = 'respondent_kind'
group by
    consents.id,
    consents.label,
    consents.position,
    kinds.id,
    kinds.label,
    kinds.position
order by consents.position, kinds.position
