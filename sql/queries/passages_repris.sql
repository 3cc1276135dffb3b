-- Les phrases que plusieurs personnes ont écrites, lettre type ou pas.
-- Une ligne par passage de douze mots ou plus, le plus repris en premier.
-- « Hors lettre type » : parmi elles, celles dont le texte n'est d'aucune famille.

with

users as (

    select
        passage_id,
        count(*) filter (where family_id is null) as free_count
    from families.passage_users
    group by passage_id

)

select
    passages.respondent_count as "Répondant·es",
    coalesce(users.free_count, 0) as "Hors lettre type",
    passages.word_count as "Mots",
    questions.title as "Question",
    passages.passage_text as "Passage"
from families.shared_passages as passages
inner join form.questions as questions using (question_id)
left join users using (passage_id)
order by passages.respondent_count desc, passages.passage_id asc
