-- Ce qui est cité, et les textes relus que l'on peut citer.
-- Une ligne par texte relu d'une contribution à transmettre, tel qu'il part : les textes cités d'abord.
-- Les citations se choisissent dans a-coder.xlsx, feuille Citations. Signez comme l'indique la
-- dernière colonne : un texte sans nom peut désigner quelqu'un.
-- Sans ligne : aucun texte n'est relu ; voir la feuille À relire de a-decider.xlsx.
-- Paramètre mots_min (entier) : nombre de mots au moins des textes pas encore cités. Défaut : 5.
-- Paramètre mots_max (entier) : nombre de mots au plus des textes pas encore cités. Défaut : 120.

with

quotes as (

    select
        submission_id,
        question_id,
        any_value(quote_text) as quote_text
    from quotes.chosen
    group by submission_id, question_id

),

themes as (

    select
        found.submission_id,
        found.question_id,
        string_agg(themes.title, ' ; ' order by themes.position) as titles
    from coding.submission_themes as found
    inner join coding.themes as themes using (theme_id)
    group by found.submission_id, found.question_id

)

select
    questions.title as "Question",
    themes.titles as "Thèmes",
    texts.sent_text as "Texte",
    quotes.quote_text as "Ce qui est cité",
    texts.word_count as "Mots",
    texts.reference as "Référence",
    texts.submission_id as "Soumission",
    coalesce(texts.name, unnamed.label) as "Signature"
from quotes.texts as texts
inner join form.words as unnamed
    on unnamed.kind = 'signature' and unnamed.id = 'unnamed'
inner join form.questions as questions using (question_id)
left join quotes using (submission_id, question_id)
left join themes using (submission_id, question_id)
where
    quotes.quote_text is not null
    or texts.word_count between $mots_min::bigint and $mots_max::bigint
order by
    quotes.quote_text is null asc,
    questions.position asc,
    texts.word_count desc,
    texts.submission_id asc
