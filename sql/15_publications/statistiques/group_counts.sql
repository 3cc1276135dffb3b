-- statistiques/group_counts.csv.
-- One row per closed question (× item), group of choices and counting rule.

select
    counts.question_id,
    named.question as question_label,
    counts.item_id,
    named.item as item_label,
    counts.group_label,
    counts.counting_rule,
    word('counting_rule', counts.counting_rule).label as counting_rule_label,
    counts.asked_count,
    counts.answered_count,
    counts.chosen_count,
    counts.chosen_share,
    counts.is_majority,
    counts.has_other_majority
from statistics.group_counts as counts
inner join publications.parts__question_rows as named
    on
        counts.question_id = named.question_id
        and counts.item_id is not distinct from named.item_id
        and counts.group_label = named.group_label
order by
    named.question_place,
    named.item_place,
    named.group_place,
    word('counting_rule', counts.counting_rule).position
