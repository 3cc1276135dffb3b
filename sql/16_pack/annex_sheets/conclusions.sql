-- Sheet « Conclusions » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question) and counting rule, in the form's order.

select
    conclusions.question_label as "Question",
    conclusions.item_label as "Sous-question",
    conclusions.counting_rule_label as "Règle de comptage",
    coalesce(
        conclusions.leading_choice_label,
        sentence(
            'none',
            case when conclusions.answered_count = 0 then 'answer' else 'leader' end
        )
    ) as "Réponse en tête",
    conclusions.leading_share as "Part",
    conclusions.leading_count as "Voix pour elle",
    conclusions.answered_count as "Voix qui ont répondu",
    yes_or_no(conclusions.is_majority) as "Plus de la moitié",
    sentence(
        'conclusions',
        case
            when conclusions.answered_count = 0 then null
            when conclusions.has_other_leader then 'other_leader'
            when
                conclusions.has_other_tie and conclusions.leading_choice_label is null
                then 'tie'
            when conclusions.has_other_tie then 'no_tie'
            when conclusions.has_other_majority then 'other_majority'
            else 'holds'
        end
    ) as "Comparée à toutes les contributions"
from statistics.conclusions as conclusions
left join form.items as items using (question_id, item_id)
order by
    word('question', conclusions.question_id).position,
    items.position,
    word('counting_rule', conclusions.counting_rule).position
