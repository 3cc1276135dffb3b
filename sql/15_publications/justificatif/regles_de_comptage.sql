-- Sheet « Règles de comptage » of justificatif.xlsx.
-- One row per closed question (× sub-question) and choice or total that comes first, in form order.
-- First the greatest total, then the first answer among all contributions, with the share under
-- each rule: a reader who distrusts a rule finds the figure of another rule here.

select
    shares.question as "Question",
    shares.item as "Sous-question",
    case
        when shares.is_tied
            then sentence(
                'regles_de_comptage', 'tied', struct_pack(answer := shares.choice)
            )
        else shares.choice
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
from publications.parts__question_rows as shares
left join publications.parts__changed_conclusions as differences
    on
        shares.question_id = differences.question_id
        and shares.item_id is not distinct from differences.item_id
        and shares.group_label is not distinct from differences.group_label
where shares.answer_rank = 1 and shares.chosen_count > 0
order by
    shares.question_place asc,
    shares.item_place asc,
    shares.group_place asc nulls last,
    shares.choice_place asc
