-- Les réponses arrivées après la clôture.
-- Une ligne par soumission tardive, la première en tête.
-- Elles ne comptent pas, et restent visibles : le destinataire peut les demander.

select
    submissions.submission_id as "Soumission",
    coalesce(submissions.completed_at, submissions.submitted_at)
    at time zone 'UTC' at time zone form.time_zone as "Terminée le",
    form.closes_at at time zone 'UTC' at time zone form.time_zone as "Clôture le",
    categories.label as "Catégorie",
    consents.label as "Consentement"
from respondents.flow as flow
inner join clean.submissions as submissions using (submission_id)
cross join form.form as form
left join form.categories as categories using (category_id)
left join form.words as consents
    on submissions.consent = consents.id and consents.kind = 'consent'
where flow.box = 'late'
order by
    coalesce(submissions.completed_at, submissions.submitted_at),
    submissions.submission_id
