-- Sheet « Réponses » of contributions.xlsx.
-- One row per contribution, question (× item) and choice, in the order of references.

select
    responses.submission_id as "Référence",
    responses.question_label as "Question",
    responses.item_label as "Sous-question",
    responses.choice_label as "Choix",
    responses.text_number as "Texte n°",
    families.family_label as "Famille de textes",
    responses.own_addition as "Ajout personnel",
    responses.is_first as "A répondu",
    responses.weight_all as "Toutes les contributions",
    responses.weight_one_per_family as "Une voix par famille",
    responses.weight_without_templates as "Sans les textes repris",
    responses.weight_individuals as "Personnes seulement",
    responses.weight_collectives as "Collectifs seulement"
from publications.parts__responses as responses
left join pack.annex_files__families as families using (family_id)
order by
    responses.submission_id,
    responses.question_place,
    responses.item_place,
    responses.choice_place
