-- Sheet « Catégories » of annexe-statistique.xlsx.
-- One row per category, and one for none; its share under every counting rule.

with

shares as (

    select
        category_id,
        max(contribution_count) filter (
            where counting_rule = 'all'
        )::bigint as contribution_count,
        max(contribution_share) filter (where counting_rule = 'all') as everyone,
        max(contribution_share) filter (
            where counting_rule = 'one_per_family'
        ) as one_per_family,
        max(contribution_share) filter (
            where counting_rule = 'without_templates'
        ) as without_templates,
        max(contribution_share) filter (
            where counting_rule = 'individuals'
        ) as individuals,
        max(contribution_share) filter (
            where counting_rule = 'collectives'
        ) as collectives
    from statistics.category_counts
    group by category_id

)

select
    coalesce(word('category', category_id).label, sentence('none', 'category'))
        as "Catégorie",
    everyone as "Part",
    contribution_count as "Contributions",
    one_per_family as "Part, une voix par famille",
    without_templates as "Part, sans textes repris",
    individuals as "Part, personnes",
    collectives as "Part, collectifs"
from shares
order by word('category', category_id).position nulls last
