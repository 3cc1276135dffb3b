-- Sheet « Règles de comptage » of annexe-statistique.xlsx.
-- One row per closed question (× sub-question), choice or total and counting rule, in form order.
-- Counts are weighed: under « une voix par famille » they are not whole.

select
    question_label as "Question",
    item_label as "Sous-question",
    coalesce(
        choice_label, sentence('totals', 'label', struct_pack(name := group_label))
    ) as "Choix",
    counting_rule_label as "Règle de comptage",
    chosen_share as "Part",
    chosen_count as "Voix pour ce choix",
    answered_count as "Voix qui ont répondu",
    asked_count as "Voix interrogées"
from statistics_steps.option_counts
order by question_place, item_place, choice_place, group_place, rule_place
