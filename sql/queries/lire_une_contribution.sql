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
inner join form.questions as questions on answers.question_id = questions.question_id
left join form.items as items
    on answers.question_id = items.question_id and answers.item_id = items.item_id
left join form.choices as choices
    on
        answers.question_id = choices.question_id
        and answers.choice_id = choices.choice_id
where answers.submission_id = $soumission::varchar
order by
    questions.position,
    items.position nulls first,
    choices.position nulls last,
    answers.text
