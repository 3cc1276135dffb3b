-- First page of annexe-statistique.xlsx: what was agreed to.
-- One row per consent that lets a contribution be sent, and kind of respondent, with somebody.

select
    consents.label as "Consentement",
    kinds.label as "Nature",
    counts.contribution_count as "Contributions"
from statistics.consent_counts as counts
inner join form.words as consents
    on counts.consent = consents.id and consents.kind = 'consent'
inner join form.words as kinds
    on counts.respondent_kind = kinds.id and kinds.kind = 'respondent_kind'
where counts.contribution_count > 0
order by consents.position, kinds.position
