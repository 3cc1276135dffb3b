-- Sheet « Règles de comptage » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question), choice or total and counting rule, in form order.
-- Counts are weighed: under « une voix par famille » they are not whole.

with

counts as (

    select * from statistics.answer_counts
    union all by name
    select * exclude (is_majority, has_other_majority) from statistics.group_counts

)

select
    named.question as "Question",
    named.item as "Sous-question",
    named.choice as "Choix",
    word('counting_rule', counts.counting_rule).label as "Règle de comptage",
    counts.chosen_count as "Voix pour ce choix",
    counts.answered_count as "Voix qui ont répondu",
    counts.chosen_share as "Part",
    counts.asked_count as "Voix interrogées"
from counts
inner join publications.parts__question_rows as named
    on
        counts.question_id = named.question_id
        and counts.item_id is not distinct from named.item_id
        and counts.choice_id is not distinct from named.choice_id
        and counts.group_label is not distinct from named.group_label
order by
    named.question_place,
    named.item_place,
    named.choice_place,
    named.group_place,
    word('counting_rule', counts.counting_rule).position
