-- Les personnes à recontacter, et ce qu'elles ont accepté ou demandé.
-- Une ligne par contribution et choix coché aux questions réservées à l'organisation.
-- Les adresses n'y sont pas : retrouvez la soumission dans confidentiel/contacts.xlsx.
-- Sans ligne : personne n'a coché ces choix, ou le fichier du formulaire n'en réserve aucun à
-- l'organisation. Sous la question (« Souhaitez-vous participer à la suite ? »), écrivez-y
-- audience = "organisation" ; et sous [roles], à email, l'en-tête de la colonne des adresses.
-- Paramètre choix (texte, facultatif) : identifiant d'un seul de ces choix.

select
    answers.question_label as "Question",
    answers.choice_label as "Choix",
    answers.submission_id as "Soumission",
    answers.respondent_kind_label as "Nature",
    answers.category_label as "Catégorie",
    contributions.departement_label as "Département"
from respondents.answers_labelled as answers
inner join respondents.contributions_labelled as contributions using (submission_id)
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
where
    questions.audience = 'organisation'
    and questions.is_confirmed
    and ($choix::varchar is null or answers.choice_id = $choix::varchar)
order by
    questions.position,
    items.position,
    choices.position,
    answers.submission_id
