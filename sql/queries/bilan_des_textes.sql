-- Personnes, textes, familles : trois comptes à ne jamais séparer.
-- Une ligne par question ouverte.
-- Les textes de moins de douze mots ne sont d'aucune famille : des gens pensent la même chose.

select
    questions.title as "Question",
    counts.answered_count as "Personnes",
    counts.distinct_text_count as "Textes différents",
    counts.family_count as "Familles",
    counts.family_respondent_count as "Personnes dans une famille",
    counts.as_is_count as "Tel quel",
    counts.blanks_only_count as "Blancs remplis",
    counts.own_addition_count as "Avec un ajout"
from statistics.text_families as counts
inner join form.questions as questions using (question_id)
order by questions.position
