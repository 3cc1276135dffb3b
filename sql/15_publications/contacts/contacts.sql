-- Sheet « Contacts » of confidentiel/contacts.xlsx.
-- One row per contribution whose author gave an e-mail or a phone, with what they asked for:
-- their choices at the questions meant for the organisation only. The reference is the one under
-- which their contribution is sent, so that they can be told it.

select
    contributions.submission_id as "Soumission",
    people.name as "Nom",
    people.collective as "Collectif",
    people.email as "Adresse électronique",
    people.phone as "Téléphone",
    word('consent', contributions.consent).label as "Consentement",
    sent.reference as "Référence transmise",
    wishes.labels as "Demandes"
from respondents.contributions as contributions
inner join people.people as people using (submission_id)
left join sending.contributions as sent using (submission_id)
left join publications.parts__wishes as wishes using (submission_id)
where people.email is not null or people.phone is not null
order by contributions.answered_at, contributions.submission_id
