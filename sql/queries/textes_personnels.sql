-- Les textes que personne d'autre n'a envoyés.
-- Une ligne par texte qui n'est d'aucune famille, le plus long en premier.
-- De leur main, du premier mot au dernier : à lire d'abord.
-- Paramètre mots (entier) : nombre de mots au moins. Défaut : 50.

select
    len(regexp_extract_all(answers.text, '\S+')) as "Mots",
    answers.question_label as "Question",
    answers.text as "Texte",
    answers.category_label as "Catégorie",
    answers.consent_label as "Consentement",
    answers.submission_id as "Soumission"
from respondents.answers_labelled as answers
inner join form.questions as questions using (question_id)
anti join families.members using (submission_id, question_id)
where questions.has_families and "Mots" >= $mots::bigint
order by "Mots" desc, answers.submission_id asc, questions.position asc
