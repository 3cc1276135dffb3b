-- Sheet « Règles de comptage » of justificatif.xlsx.
-- One row per closed question (× sub-question), in the form's order.
-- The answer that comes first among all contributions, and its share under every rule: a reader
-- who distrusts a rule finds the figure of another one here.

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

)

select
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
order by questions.position, items.position
