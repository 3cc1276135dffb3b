-- Les textes que personne d'autre n'a envoyés.
-- Une ligne par texte qui n'est d'aucune famille, le plus long en premier.
-- De leur main, du premier mot au dernier : à lire d'abord.
-- Paramètre mots (entier) : nombre de mots au moins. Défaut : 50.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        answers.text,
        len(regexp_extract_all(answers.text, '\S+')) as word_count
    from clean.answers as answers
    anti join families.members using (submission_id, question_id)
    where answers.text is not null

)

select
    texts.word_count as "Mots",
    questions.title as "Question",
    texts.text as "Texte",
    categories.label as "Catégorie",
    consents.label as "Consentement",
    texts.submission_id as "Soumission"
from texts
inner join respondents.contributions as contributions using (submission_id)
inner join form.questions as questions
    on texts.question_id = questions.question_id and questions.has_families
left join form.categories as categories using (category_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
where texts.word_count >= $mots::bigint
order by texts.word_count desc, texts.submission_id asc, questions.position asc
