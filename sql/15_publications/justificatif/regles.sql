-- Opening lines of « Règles de comptage », in justificatif.xlsx and annexe-statistique.xlsx.
-- One row per counting rule.

select
    word('counting_rule', counting_rule).label as "Règle",
    word('counting_rule', counting_rule).explanation as "Ce qu’elle compte",
    round(contribution_count, 1) as "Contributions"
from statistics.rule_counts
order by word('counting_rule', counting_rule).position
