-- Qui a repris une lettre type, et en y changeant quoi.
-- Une ligne par contribution de la famille, la première reçue en tête.
-- La ressemblance va de 0 à 1 ; « original » est le premier envoi de la formulation d'origine.
-- Paramètre famille (texte, obligatoire) : identifiant de la famille, voir familles_de_textes.

select
    members.answered_at at time zone 'UTC' at time zone form.time_zone as "Reçue le",
    coalesce(relations.label, members.relation) as "Lien",
    members.similarity as "Ressemblance",
    members.has_addition as "Avec un ajout",
    categories.label as "Catégorie",
    consents.label as "Consentement",
    answers.text as "Texte",
    members.submission_id as "Soumission"
from families.members as members
inner join respondents.contributions as contributions using (submission_id)
inner join clean.answers as answers using (submission_id, question_id)
cross join form.form as form
left join form.categories as categories using (category_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
left join form.words as relations
    on members.relation = relations.id and relations.kind = 'relation'
where members.family_id = $famille::varchar
order by members.answered_at, members.submission_id
