-- Each choice, and each total of choices: its counts, and its share under every counting rule.
-- One row per closed question (× item) and choice, or group of choices; key: question_id, item_id,
-- choice_id (null for a group), group_label (null for a choice).

with

counts as (

    select * from statistics.answer_counts
    union all by name
    select * exclude (is_majority, has_other_majority) from statistics.group_counts

),

side_by_side as (

    select
        question_id,
        item_id,
        choice_id,
        group_label,
        max(asked_count) filter (where counting_rule = 'all') as asked_count,
        max(answered_count) filter (where counting_rule = 'all') as answered_count,
        max(chosen_count) filter (where counting_rule = 'all') as chosen_count,
        max(chosen_share) filter (where counting_rule = 'all') as everyone,
        max(chosen_share) filter (
            where counting_rule = 'one_per_family'
        ) as one_per_family,
        max(chosen_share) filter (
            where counting_rule = 'without_templates'
        ) as without_templates,
        max(chosen_share) filter (where counting_rule = 'individuals') as individuals,
        max(chosen_share) filter (where counting_rule = 'collectives') as collectives,
        max(chosen_share) filter (where counting_rule = 'consenting') as consenting,
        min(chosen_share) as smallest,
        max(chosen_share) as greatest
    from counts
    group by all

)

select * from side_by_side
