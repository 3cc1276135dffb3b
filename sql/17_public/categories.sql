-- How many persons each category has.
-- One row per declared category, and one for none (category_id null); zeros included.

select
    category_id,
    contribution_count::bigint as person_count
from statistics.category_counts
where counting_rule = 'all'
