-- Les lettres types qui ont circulé, et ce qu'on en a fait.
-- Une ligne par famille de textes presque identiques, la plus suivie en premier.
-- Le même texte n'est pas la même personne : chacune compte, et la règle de comptage est dite.
-- Paramètre au_moins (entier) : nombre de répondant·es au moins. Défaut : 3.

select
    families.respondent_count as "Répondant·es",
    families.as_is_count as "Tel quel",
    families.blanks_only_count as "Blancs remplis",
    families.own_addition_count as "Avec un ajout",
    families.distinct_text_count as "Textes différents",
    questions.title as "Question",
    families.first_answered_at at time zone 'UTC' at time zone form.time_zone
        as "Du",
    families.last_answered_at at time zone 'UTC' at time zone form.time_zone
        as "Au",
    families.original_text as "Texte d’origine",
    families.family_id as "Famille"
from families.families as families
inner join form.questions as questions using (question_id)
cross join form.form as form
where families.respondent_count >= $au_moins::bigint
order by families.respondent_count desc, families.family_id asc
