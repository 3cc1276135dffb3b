-- Opening lines of the sheet « Règles de comptage » of synthese.xlsx.
-- One row per counting rule.

select
    rules.label as "Règle",
    rules.explanation as "Ce qu'elle compte",
    round(rule_counts.contribution_count, 1) as "Nombre"
from statistics.rule_counts as rule_counts
inner join form.words as rules
    on rule_counts.counting_rule = rules.id and rules.kind = 'counting_rule'
order by rules.position
