-- Les personnes à recontacter, et ce qu'elles ont accepté ou demandé.
-- Une ligne par contribution et choix coché aux questions réservées à l'organisation.
-- Les adresses n'y sont pas : retrouvez la soumission dans confidentiel/contacts.xlsx.
-- Sans ligne : personne n'a coché ces choix, ou le fichier du formulaire n'en réserve aucun à
-- l'organisation. Sous la question (« Souhaitez-vous participer à la suite ? »), écrivez-y
-- audience = "organisation" ; et sous [roles], à email, l'en-tête de la colonne des adresses.
-- Paramètre choix (texte, facultatif) : identifiant d'un seul de ces choix.

select
    questions.title as "Question",
    choices.label as "Choix",
    contributions.submission_id as "Soumission",
    kinds.label as "Nature",
    categories.label as "Catégorie",
    departements.label as "Département"
from clean.answers as answers
inner join form.questions as questions
    on
        answers.question_id = questions.question_id
        and questions.audience = 'organisation'
        and questions.is_confirmed
inner join form.choices as choices
    on
        answers.question_id = choices.question_id
        and answers.choice_id = choices.choice_id
inner join respondents.contributions as contributions using (submission_id)
left join form.items as items
    on answers.question_id = items.question_id and answers.item_id = items.item_id
left join form.words as kinds
    on contributions.respondent_kind = kinds.id and kinds.kind = 'respondent_kind'
left join form.categories as categories using (category_id)
left join form.words as departements
    on
        contributions.departement_id = departements.id
        and departements.kind = 'departement'
where $choix::varchar is null or choices.choice_id = $choix::varchar
order by
    questions.position,
    items.position,
    choices.position,
    contributions.submission_id
