-- Ce que les gens ont accepté de transmettre.
-- Une ligne par consentement et nature de répondant·e, zéros compris.
-- La part se lit sur toutes les contributions.

select
    consents.label as "Consentement",
    kinds.label as "Nature",
    counts.contribution_count as "Contributions",
    counts.contribution_count / nullif(sum(counts.contribution_count) over (), 0)
        as "Part"
from statistics.consent_counts as counts
inner join form.words as consents
    on counts.consent = consents.id and consents.kind = 'consent'
inner join form.words as kinds
    on counts.respondent_kind = kinds.id and kinds.kind = 'respondent_kind'
order by consents.position, kinds.position
