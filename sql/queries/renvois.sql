-- Les réponses remplacées par une plus récente de la même personne.
-- Une ligne par soumission remplacée, la plus récente en premier.
-- Seule la dernière compte ; le consentement retenu est le moins public de toutes.

select
    links.submission_id as "Soumission remplacée",
    replaced.answered_at at time zone 'UTC' at time zone form.time_zone as "Reçue le",
    links.contribution_id as "Remplacée par",
    contributions.answered_at at time zone 'UTC' at time zone form.time_zone
        as "Reçue ensuite le",
    rules.label as "Pourquoi",
    consents.label as "Consentement retenu"
from respondents.links as links
inner join respondents.eligible as replaced using (submission_id)
inner join respondents.contributions as contributions
    on links.contribution_id = contributions.submission_id
cross join form.form as form
left join form.words as rules
    on links.link_rule = rules.id and rules.kind = 'link_rule'
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
order by replaced.answered_at desc nulls last, links.submission_id asc
