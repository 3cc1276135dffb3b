-- statistiques/consent_counts.csv.
-- One row per consent state and kind of respondent.

select
    counts.consent,
    consents.label as consent_label,
    counts.respondent_kind,
    kinds.label as respondent_kind_label,
    counts.contribution_count
from statistics.consent_counts as counts
inner join form.words as consents
    on counts.consent = consents.id and consents.kind = 'consent'
inner join form.words as kinds
    on counts.respondent_kind = kinds.id and kinds.kind = 'respondent_kind'
order by consents.position, kinds.position
