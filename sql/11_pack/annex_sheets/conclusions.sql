-- Sheet « Conclusions » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question) and counting rule, in the form's order.

select
    questions.title as "Question",
    items.label as "Sous-question",
    rules.label as "Règle de comptage",
    case
        when conclusions.answered_count = 0 then 'Personne n''a répondu'
        else coalesce(choices.label, 'Plusieurs réponses à égalité')
    end as "Réponse en tête",
    conclusions.leading_count as "Voix pour elle",
    conclusions.answered_count as "Voix qui ont répondu",
    conclusions.leading_share as "Part",
    case when conclusions.is_majority then 'oui' else 'non' end
        as "Plus de la moitié",
    case
        when conclusions.answered_count = 0 then null
        when conclusions.has_other_leader then 'Autre réponse en tête'
        when conclusions.has_other_majority then 'Majorité différente'
        else 'Tient'
    end as "Comparée à toutes les contributions"
from statistics.conclusions as conclusions
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
order by questions.position, items.position, rules.position
