-- Ce que les gens ont choisi, question par question.
-- Une ligne par question fermée (et sous-question) et choix, dans l'ordre du formulaire.
-- La part est celle des personnes qui ont répondu ; au plus bas et au plus haut, c'est ce qu'elle
-- devient selon les autres règles de comptage.
-- Sans ligne : aucune question fermée n'a de réponse.

with

compared as (

    select
        question_id,
        item_id,
        choice_id,
        max(chosen_count) filter (where counting_rule = 'all') as chosen_count,
        max(answered_count) filter (where counting_rule = 'all') as answered_count,
        max(chosen_share) filter (where counting_rule = 'all') as chosen_share,
        min(chosen_share) as smallest_share,
        max(chosen_share) as greatest_share
    from statistics.answer_counts
    group by question_id, item_id, choice_id

)

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    compared.chosen_count as "L’ont choisi",
    compared.answered_count as "Ont répondu",
    compared.chosen_share as "Part",
    compared.smallest_share as "Part, au plus bas",
    compared.greatest_share as "Part, au plus haut"
from compared
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
order by
    questions.position asc,
    items.position asc,
    choices.position asc
