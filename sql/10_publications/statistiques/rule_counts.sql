-- statistiques/rule_counts.csv.
-- One row per counting rule: how many contributions it counts.

select
    rules.id as counting_rule,
    rules.label as counting_rule_label,
    rules.explanation,
    rule_counts.contribution_count
from statistics.rule_counts as rule_counts
inner join form.words as rules
    on rule_counts.counting_rule = rules.id and rules.kind = 'counting_rule'
order by rules.position
