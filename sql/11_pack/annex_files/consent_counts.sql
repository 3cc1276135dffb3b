-- statistiques/consent_counts.csv of the pack: consenting contributions only.
-- One row per consent that lets a contribution be sent, and kind of respondent.

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
where counts.consent in ('own_name', 'collective_name', 'anonymous')
order by consents.position, kinds.position
