-- statistiques/rule_counts.csv.
-- One row per counting rule: how many contributions it counts.

select
    counting_rule,
    word('counting_rule', counting_rule).label as counting_rule_label,
    word('counting_rule', counting_rule).explanation as explanation,
    contribution_count
from statistics.rule_counts
order by word('counting_rule', counting_rule).position
