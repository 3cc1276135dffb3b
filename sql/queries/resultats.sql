-- Ce que les gens ont choisi, question par question.
-- Une ligne par question fermée (et sous-question) et choix, dans l'ordre du formulaire.
-- La part est celle des personnes qui ont répondu ; au plus bas et au plus haut, c'est ce qu'elle
-- devient selon les autres règles de comptage.
-- Sans ligne : aucune question fermée n'a de réponse.

select
    counts.question_label as "Question",
    counts.item_label as "Sous-question",
    counts.choice_label as "Choix",
    max(counts.chosen_count) filter (where counts.counting_rule = 'all')
        as "L’ont choisi",
    max(counts.answered_count) filter (where counts.counting_rule = 'all')
        as "Ont répondu",
    max(counts.chosen_share) filter (where counts.counting_rule = 'all') as "Part",
    min(counts.chosen_share) as "Part, au plus bas",
    max(counts.chosen_share) as "Part, au plus haut"
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
group by
    counts.question_label,
    counts.item_label,
    counts.choice_label,
    questions.position,
    items.position,
    choices.position
order by questions.position asc, items.position asc, choices.position asc
