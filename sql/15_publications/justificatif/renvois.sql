-- Sheet « Renvois » of justificatif.xlsx.
-- One row per submission that a later one of the same respondent replaces.

select
    links.submission_id as "Soumission remplacée",
    local_time(replaced.answered_at) as "Reçue le",
    links.contribution_id as "Remplacée par",
    local_time(kept.answered_at) as "Reçue ensuite le",
    word('respondent_kind', replaced.respondent_kind).label as "Nature",
    word('link_rule', links.link_rule).label as "Pourquoi",
    word('consent', replaced.consent).label as "Consentement avant",
    word('consent', kept.consent).label as "Consentement ensuite",
    word('consent', contributions.consent).label as "Consentement retenu"
from respondents.links as links
inner join respondents.eligible as replaced using (submission_id)
inner join respondents.eligible as kept on links.contribution_id = kept.submission_id
inner join respondents.contributions as contributions
    on links.contribution_id = contributions.submission_id
order by
    kept.answered_at desc,
    links.contribution_id asc,
    replaced.answered_at asc,
    links.submission_id asc
limit (select thresholds.sheet_row_limit from form.thresholds as thresholds)
