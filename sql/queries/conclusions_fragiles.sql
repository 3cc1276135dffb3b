-- Les conclusions qui changent selon la façon de compter.
-- Une ligne par question fermée (et sous-question) et règle qui ne conclut pas comme les autres.
-- Une autre réponse arrive en tête, une égalité se fait ou se défait, ou la majorité change : à dire
-- avant que d'autres ne le disent.

select
    questions.title as "Question",
    items.label as "Sous-question",
    rules.label as "Règle",
    choices.label as "En tête",
    conclusions.leading_share as "Part",
    reference_choices.label as "En tête, toutes contributions",
    reference.leading_share as "Part, toutes contributions",
    conclusions.has_other_leader as "Autre en tête",
    conclusions.has_other_tie as "Égalité faite ou défaite",
    conclusions.has_other_majority as "Autre majorité"
from statistics.conclusions as conclusions
inner join statistics.conclusions as reference
    on
        conclusions.question_id = reference.question_id
        and conclusions.item_id is not distinct from reference.item_id
        and reference.counting_rule = 'all'
inner join form.questions as questions
    on conclusions.question_id = questions.question_id
inner join form.words as rules
    on conclusions.counting_rule = rules.id and rules.kind = 'counting_rule'
left join form.items as items
    on
        conclusions.question_id = items.question_id
        and conclusions.item_id = items.item_id
left join form.choices as choices
    on
        conclusions.question_id = choices.question_id
        and conclusions.leading_choice_id = choices.choice_id
left join form.choices as reference_choices
    on
        reference.question_id = reference_choices.question_id
        and reference.leading_choice_id = reference_choices.choice_id
where
    conclusions.has_other_leader
    or conclusions.has_other_tie
    or conclusions.has_other_majority
order by questions.position, items.position, rules.position
