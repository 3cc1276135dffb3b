-- Tout ce qu'une soumission a répondu.
-- Une ligne par réponse, dans l'ordre du formulaire.
-- Compte ou pas : brouillons, renvois et soumissions disparues se lisent aussi.
-- Paramètre soumission (texte, obligatoire) : identifiant, par exemple formulaire:1234.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    coalesce(answers.text, answers.number::varchar, answers.date::varchar) as "Réponse"
from clean.answers as answers
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
left join form.choices as choices using (question_id, choice_id)
where answers.submission_id = $soumission::varchar
order by
    questions.position,
    items.position nulls first,
    choices.position nulls last,
    answers.text
