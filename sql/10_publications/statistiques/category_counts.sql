-- statistiques/category_counts.csv.
-- One row per category, and one for none, and counting rule.

select
    counts.category_id,
    coalesce(categories.label, 'Sans catégorie') as category_label,
    counts.counting_rule,
    rules.label as counting_rule_label,
    counts.contribution_count,
    counts.contribution_share
from statistics.category_counts as counts
inner join form.words as rules
    on counts.counting_rule = rules.id and rules.kind = 'counting_rule'
left join form.categories as categories on counts.category_id = categories.category_id
order by categories.position nulls last, rules.position
