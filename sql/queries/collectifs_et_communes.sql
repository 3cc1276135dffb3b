-- Les collectifs qui ont répondu, et d'où.
-- Une ligne par contribution d'un collectif, dans l'ordre des départements puis des communes.
-- Le nom n'est montré que si le collectif a accepté d'être nommé ; la commune est comme saisie.

select
    departements.label as "Département",
    submissions.commune as "Commune",
    names.name as "Nom",
    consents.label as "Consentement",
    contributions.submission_id as "Soumission"
from respondents.contributions as contributions
inner join clean.submissions as submissions using (submission_id)
left join respondents.names as names using (submission_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
left join form.words as departements
    on
        contributions.departement_id = departements.id
        and departements.kind = 'departement'
where contributions.respondent_kind = 'collective'
order by
    departements.position nulls last,
    submissions.commune nulls last,
    contributions.submission_id
