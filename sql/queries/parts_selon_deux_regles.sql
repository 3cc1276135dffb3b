-- La même part selon deux règles de comptage.
-- Une ligne par question fermée (et sous-question) et choix, le plus grand écart en premier.
-- Un chiffre qui change d'une règle à l'autre ne se cite pas sans dire laquelle.
-- Paramètre regle_1 (règle) : première règle, voir la question regles_de_comptage. Défaut : all.
-- Paramètre regle_2 (règle) : seconde règle. Défaut : individuals.

with

compared as (

    select
        one.question_id,
        one.item_id,
        one.choice_id,
        one.answered_count as answered_count_1,
        one.chosen_share as share_1,
        other.answered_count as answered_count_2,
        other.chosen_share as share_2
    from statistics.answer_counts as one
    inner join statistics.answer_counts as other
        on
            one.question_id = other.question_id
            and one.item_id is not distinct from other.item_id
            and one.choice_id = other.choice_id
    where
        one.counting_rule = $regle_1::varchar
        and other.counting_rule = $regle_2::varchar

)

select
    questions.title as "Question",
    items.label as "Sous-question",
    choices.label as "Choix",
    compared.share_1 as "Part, règle 1",
    compared.share_2 as "Part, règle 2",
    compared.share_2 - compared.share_1 as "Part, écart",
    compared.answered_count_1 as "Ont répondu, règle 1",
    compared.answered_count_2 as "Ont répondu, règle 2"
from compared
inner join form.questions as questions using (question_id)
inner join form.choices as choices using (question_id, choice_id)
left join form.items as items using (question_id, item_id)
order by
    round(abs(compared.share_2 - compared.share_1), 12) desc nulls last,
    questions.position asc,
    items.position asc,
    choices.position asc
