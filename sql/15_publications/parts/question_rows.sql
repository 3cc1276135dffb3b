-- The rows of the sheets « Questions »: the choices of each closed question, then their totals.
-- One row per closed question (× item) and choice, or group of choices; key: question_id, item_id,
-- choice_id (null for a group), group_label (null for a choice). Shares under every counting rule;
-- which choice, and which total, is the first of its question, and whether as many made another.

with

counted as (

    select
        counts.*,
        rules.is_ranged
    from statistics_steps.option_counts as counts
    left join statistics.rule_counts as rules using (counting_rule)

),

side_by_side as (

    select
        question_id,
        question_label as question,
        question_place,
        item_id,
        item_label as item,
        item_place,
        choice_id,
        choice_label,
        choice_place,
        group_label,
        group_place,
        coalesce(
            choice_label, sentence('totals', 'label', struct_pack(name := group_label))
        ) as choice,
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
        coalesce(min(chosen_share) filter (where is_ranged), everyone) as smallest,
        coalesce(max(chosen_share) filter (where is_ranged), everyone) as greatest
    from counted
    group by all

)

select
    shares.*,
    groups.group_label as counted_in,
    rank() over (answers order by shares.chosen_count desc) as answer_rank,
    count(*) over (
        answers order by shares.chosen_count groups current row
    ) > 1 as is_tied,
    sentence(
        'totals',
        'quoted',
        struct_pack(
            answer := shares.choice,
            chosen := shares.chosen_count::bigint,
            answered := shares.answered_count::bigint,
            part := french_share(shares.everyone)
        )
    ) as quoted
from side_by_side as shares
left join form.groups as groups using (question_id, choice_id)
window
    answers as (
        partition by shares.question_id, shares.item_id, shares.choice_id is null
    )
order by
    shares.question_place, shares.item_place, shares.choice_place, shares.group_place
