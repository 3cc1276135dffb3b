-- Sheet « Règles de comptage » of justificatif.xlsx.
-- One row per closed question (× sub-question) and kind of answer (total, choice), in form order.
-- The answer that comes first among all contributions, and its share under every rule: a reader
-- who distrusts a rule finds the figure of another one here. Before it, the greatest total.

with

differences as (

    select
        conclusions.question_id,
        conclusions.item_id,
        string_agg(
            sentence(
                'regles_de_comptage',
                case
                    when conclusions.has_other_leader and choices.label is not null
                        then 'other_leader'
                    when conclusions.has_other_leader then 'no_leader'
                    when conclusions.is_majority then 'majority'
                    else 'minority'
                end,
                struct_pack(
                    rule := word('counting_rule', conclusions.counting_rule).label,
                    leader := coalesce(choices.label, '')
                )
            ),
            ' ; '
            order by word('counting_rule', conclusions.counting_rule).position
        ) as differences
    from statistics.conclusions as conclusions
    left join form.choices as choices
        on
            conclusions.question_id = choices.question_id
            and conclusions.leading_choice_id = choices.choice_id
    where conclusions.has_other_leader or conclusions.has_other_majority
    group by conclusions.question_id, conclusions.item_id

),

leading_answers as (

    select
        questions.position as question_place,
        items.position as item_place,
        questions.title as "Question",
        items.label as "Sous-question",
        coalesce(choices.label, sentence('none', 'leader')) as "En tête, toutes",
        shares.everyone as "Part, toutes",
        shares.one_per_family as "Part, une voix par famille",
        shares.without_templates as "Part, sans lettres types",
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
    from statistics.conclusions as leaders
    inner join form.questions as questions using (question_id)
    left join form.items as items using (question_id, item_id)
    left join form.choices as choices
        on
            leaders.question_id = choices.question_id
            and leaders.leading_choice_id = choices.choice_id
    left join publications.parts__choice_shares as shares
        on
            leaders.question_id = shares.question_id
            and leaders.item_id is not distinct from shares.item_id
            and leaders.leading_choice_id = shares.choice_id
    left join differences
        on
            leaders.question_id = differences.question_id
            and leaders.item_id is not distinct from differences.item_id
    where leaders.counting_rule = 'all' and leaders.answered_count > 0

),

-- The total that counts most.
totals as (

    select * from publications.parts__question_rows
    where group_label is not null and chosen_count > 0
    qualify row_number() over (
        partition by question_id, item_id
        order by chosen_count desc, group_place asc
    ) = 1

),

changing_totals as (

    select
        question_id,
        item_id,
        group_label,
        string_agg(
            sentence(
                'regles_de_comptage',
                case when is_majority then 'majority' else 'minority' end,
                struct_pack(rule := word('counting_rule', counting_rule).label)
            ),
            ' ; '
            order by word('counting_rule', counting_rule).position
        ) as differences
    from statistics.group_counts
    where has_other_majority
    group by question_id, item_id, group_label

),

leading_totals as (

    select
        totals.question_place,
        totals.item_place,
        totals.question as "Question",
        totals.item as "Sous-question",
        totals.choice as "En tête, toutes",
        totals.everyone as "Part, toutes",
        totals.one_per_family as "Part, une voix par famille",
        totals.without_templates as "Part, sans lettres types",
        totals.individuals as "Part, personnes",
        totals.collectives as "Part, collectifs",
        totals.consenting as "Part, à transmettre",
        totals.smallest as "Part la plus basse",
        totals.greatest as "Part la plus haute",
        sentence(
            'regles_de_comptage',
            case when changing.differences is null then 'holds' else 'changes' end
        ) as "Conclusion",
        changing.differences as "Ce qui change"
    from totals
    left join changing_totals as changing
        on
            totals.question_id = changing.question_id
            and totals.item_id is not distinct from changing.item_id
            and totals.group_label = changing.group_label

),

told as (

    select
        *,
        0 as place
    from leading_totals
    union all by name
    select
        *,
        1 as place
    from leading_answers

)

select * exclude (question_place, item_place, place) from told
order by question_place, item_place, place
