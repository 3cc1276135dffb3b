-- Les réponses les plus longues.
-- Une ligne par réponse libre d'au moins tant de mots, la plus longue en premier.
-- À lire en entier : ce sont souvent des témoignages ou des argumentaires.
-- Paramètre mots (entier) : nombre de mots au moins. Défaut : 500.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        answers.item_id,
        answers.choice_id,
        answers.text,
        len(regexp_extract_all(answers.text, '\S+')) as word_count
    from clean.answers as answers
    where answers.text is not null

)

select
    texts.word_count as "Mots",
    questions.title as "Question",
    categories.label as "Catégorie",
    consents.label as "Consentement",
    texts.text as "Texte",
    texts.submission_id as "Soumission"
from texts
inner join respondents.contributions as contributions using (submission_id)
inner join form.questions as questions using (question_id)
left join form.categories as categories using (category_id)
left join form.words as consents
    on contributions.consent = consents.id and consents.kind = 'consent'
where texts.word_count >= $mots::bigint
order by
    texts.word_count desc,
    texts.submission_id asc,
    questions.position asc,
    texts.item_id asc,
    texts.choice_id asc
