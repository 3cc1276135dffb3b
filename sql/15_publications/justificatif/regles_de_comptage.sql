-- Sheet « Règles de comptage » of justificatif.xlsx.
-- One row per closed question (× sub-question) and kind of answer (total, choice), in form order.
-- The answer that comes first among all contributions, and its share under every rule: a reader
-- who distrusts a rule finds the figure of another one here. Before it, the greatest total.

with

totals as (

    select
        *,
        rank() over (
            partition by question_id, item_id
            order by chosen_count desc
        ) as total_rank
    from publications.parts__question_rows
    where group_label is not null and chosen_count > 0

),

-- The total that counts most; all of them where several do.
in_front as (

    select
        question_id,
        item_id,
        leading_choice_id as choice_id,
        1 as place
    from statistics.conclusions
    where counting_rule = 'all' and answered_count > 0
    union all by name
    select
        question_id,
        item_id,
        group_label,
        0 as place,
        count(*) over (partition by question_id, item_id) > 1 as is_tied
    from totals
    where total_rank = 1

),

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

),

differences as (

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

)

select
    questions.title as "Question",
    items.label as "Sous-question",
    case
        when in_front.is_tied
            then sentence(
                'regles_de_comptage', 'tied', struct_pack(answer := shares.choice)
            )
        else coalesce(shares.choice, sentence('none', 'leader'))
    end as "En tête, toutes",
    shares.everyone as "Part, toutes",
    shares.one_per_family as "Part, une voix par famille",
    shares.without_templates as "Part, sans textes repris",
    shares.individuals as "Part, personnes",
    shares.collectives as "Part, collectifs",
    shares.consenting as "Part, à transmettre",
    shares.smallest as "Part la plus basse",
    shares.greatest as "Part la plus haute",
    sentence(
        'regles_de_comptage',
        case when differences.differences is null then 'holds' else 'changes' end
    ) as "Conclusion",
    differences.differences as "Ce qui change"
from in_front
inner join form.questions as questions using (question_id)
left join form.items as items using (question_id, item_id)
left join publications.parts__question_rows as shares
    on
        in_front.question_id = shares.question_id
        and in_front.item_id is not distinct from shares.item_id
        and in_front.choice_id is not distinct from shares.choice_id
        and in_front.group_label is not distinct from shares.group_label
left join differences
    on
        in_front.question_id = differences.question_id
        and in_front.item_id is not distinct from differences.item_id
        and in_front.group_label is not distinct from differences.group_label
order by questions.position, items.position, in_front.place, shares.group_place
