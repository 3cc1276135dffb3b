-- statistiques/category_counts.csv.
-- One row per category, and one for none, and counting rule.

select
    category_id,
    coalesce(word('category', category_id).label, sentence('none', 'category'))
        as category_label,
    counting_rule,
    word('counting_rule', counting_rule).label as counting_rule_label,
    contribution_count,
    contribution_share
from statistics.category_counts
order by
    word('category', category_id).position asc nulls last,
    word('counting_rule', counting_rule).position asc
