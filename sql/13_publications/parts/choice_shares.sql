-- The share of each choice under every counting rule, side by side.
-- One row per closed question (× item) and choice; key: question_id, item_id, choice_id.

select
    question_id,
    item_id,
    choice_id,
    max(chosen_share) filter (where counting_rule = 'all') as everyone,
    max(chosen_share) filter (where counting_rule = 'one_per_family') as one_per_family,
    max(chosen_share) filter (
        where counting_rule = 'without_templates'
    ) as without_templates,
    max(chosen_share) filter (where counting_rule = 'individuals') as individuals,
    max(chosen_share) filter (where counting_rule = 'collectives') as collectives,
    max(chosen_share) filter (where counting_rule = 'consenting') as consenting,
    min(chosen_share) as smallest,
    max(chosen_share) as greatest
from statistics.answer_counts
group by question_id, item_id, choice_id
