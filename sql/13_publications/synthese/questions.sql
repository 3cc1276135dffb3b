-- Sheet « Questions » of synthese.xlsx.
-- One row per closed question (× sub-question) and choice, in the form's order.

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    counts.chosen_count as "L'ont choisi",
    counts.answered_count as "Ont répondu",
    counts.chosen_share as "Part",
    counts.asked_count as "Question posée à",
    shares.individuals as "Part, personnes",
    shares.collectives as "Part, collectifs",
    shares.consenting as "Part, à transmettre"
from statistics.answer_counts as counts
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
inner join publications.parts__choice_shares as shares
    on
        counts.question_id = shares.question_id
        and counts.item_id is not distinct from shares.item_id
        and counts.choice_id = shares.choice_id
left join form.items as items
    on counts.question_id = items.question_id and counts.item_id = items.item_id
where counts.counting_rule = 'all'
order by questions.position, items.position, choices.position
