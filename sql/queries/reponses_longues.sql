-- Les réponses les plus longues.
-- Une ligne par réponse libre d'au moins tant de mots, la plus longue en premier.
-- À lire en entier : ce sont souvent des témoignages ou des argumentaires.
-- Paramètre mots (entier) : nombre de mots au moins. Défaut : 500.

select
    len(regexp_extract_all(answers.text, '\S+')) as "Mots",
    answers.question_label as "Question",
    answers.category_label as "Catégorie",
    answers.consent_label as "Consentement",
    answers.text as "Texte",
    answers.submission_id as "Soumission"
from respondents.answers_labelled as answers
inner join form.questions as questions using (question_id)
where "Mots" >= $mots::bigint
order by
    "Mots" desc,
    answers.submission_id asc,
    questions.position asc,
    answers.item_id asc,
    answers.choice_id asc
