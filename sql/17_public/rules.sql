-- How many persons each counting rule counts, where each of them weighs one or nothing.
-- One row per such counting rule; key: counting_rule.

select
    counting_rule,
    contribution_count::bigint as person_count
from statistics.rule_counts
where counting_rule in ('all', 'without_templates', 'consenting')
