-- Des textes courts que l'on peut citer.
-- Une ligne par texte d'une contribution à transmettre, d'une longueur facile à citer.
-- Relisez avant de citer : un texte sans nom peut désigner quelqu'un.
-- Paramètre mots_min (entier) : nombre de mots au moins. Défaut : 20.
-- Paramètre mots_max (entier) : nombre de mots au plus. Défaut : 80.

with

texts as (

    select
        answers.submission_id,
        answers.question_id,
        answers.text,
        len(regexp_extract_all(answers.text, '\S+')) as word_count
    from clean.answers as answers
    where answers.text is not null

)

select
    questions.title as "Question",
    texts.text as "Texte",
    coalesce(names.name, 'sans nom') as "De",
    categories.label as "Catégorie",
    texts.word_count as "Mots",
    texts.submission_id as "Soumission"
from texts
inner join respondents.contributions as contributions
    on texts.submission_id = contributions.submission_id
inner join form.questions as questions
    on
        texts.question_id = questions.question_id
        and questions.kind = 'text'
        and questions.audience = 'all'
left join respondents.names as names
    on contributions.submission_id = names.submission_id
left join form.categories as categories
    on contributions.category_id = categories.category_id
where
    contributions.is_sendable
    and texts.word_count between $mots_min::bigint and $mots_max::bigint
order by questions.position asc, texts.word_count desc, texts.submission_id asc
