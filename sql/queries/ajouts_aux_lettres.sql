-- Ce que les gens ont ajouté de leur main aux lettres types.
-- Une ligne par passage ajouté à une lettre, et par formulation.
-- Huit mots de suite au moins, que moins de trois personnes de la famille partagent.
-- Paramètre famille (texte, facultatif) : identifiant d'une seule famille, voir familles_de_textes.

with

users as (

    select
        question_id,
        text_id,
        count(*) as respondent_count,
        min(submission_id) as submission_id
    from families.members
    group by all

)

select
    questions.title as "Question",
    additions.text as "Ajout",
    additions.word_count as "Mots",
    users.respondent_count as "Répondant·es",
    users.submission_id as "Soumission",
    additions.family_id as "Famille"
from families.additions as additions
inner join users using (question_id, text_id)
inner join form.questions as questions using (question_id)
where $famille::varchar is null or additions.family_id = $famille::varchar
order by
    questions.position,
    additions.family_id,
    users.submission_id,
    additions.text_id,
    additions.segment_number
