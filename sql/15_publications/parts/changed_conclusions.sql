-- Conclusions that differ under another counting rule, in words.
-- One row per closed question (× item) of which a rule says otherwise, and group of choices (null for
-- its choices); key: question_id, item_id, group_label.

with

changes as (

    select
        question_id,
        item_id,
        counting_rule,
        case
            when has_other_leader then 'other_leader'
            when has_other_tie and leading_choice_label is null then 'tie'
            when has_other_tie then 'no_tie'
            when is_majority then 'majority'
            else 'minority'
        end as change,
        leading_choice_label as leader
    from statistics.conclusions
    where has_other_leader or has_other_tie or has_other_majority
    union all by name
    select
        question_id,
        item_id,
        group_label,
        counting_rule,
        case when is_majority then 'majority' else 'minority' end as change
    from statistics.group_counts
    where has_other_majority

)

select
    question_id,
    item_id,
    group_label,
    string_agg(
        sentence(
            'regles_de_comptage',
            change,
            struct_pack(
                rule := word('counting_rule', counting_rule).label,
                leader := coalesce(leader, '')
            )
        ),
        ' ; '
        order by word('counting_rule', counting_rule).position
    ) as differences
from changes
group by question_id, item_id, group_label
