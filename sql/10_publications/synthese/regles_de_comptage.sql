-- Sheet « Règles de comptage » of synthese.xlsx.
-- One row per closed question (× sub-question), in the form's order.
-- The answer that comes first among all contributions, and its share under every rule: a reader
-- who distrusts a rule finds the figure of another one here.

with

conclusions as (

    select * from statistics.conclusions

),

leaders as (

    select
        question_id,
        item_id,
        leading_choice_id,
        is_majority
    from conclusions
    where counting_rule = 'all' and answered_count > 0

),

shares as (

    select
        counts.question_id,
        counts.item_id,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'all'
        ) as everyone,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'one_per_family'
        ) as one_per_family,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'without_templates'
        ) as without_templates,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'individuals'
        ) as individuals,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'collectives'
        ) as collectives,
        max(counts.chosen_share) filter (
            where counts.counting_rule = 'consenting'
        ) as consenting,
        min(counts.chosen_share) as smallest,
        max(counts.chosen_share) as greatest
    from statistics.answer_counts as counts
    inner join leaders
        on
            counts.question_id = leaders.question_id
            and counts.item_id is not distinct from leaders.item_id
            and counts.choice_id = leaders.leading_choice_id
    group by counts.question_id, counts.item_id

),

differences as (

    select
        conclusions.question_id,
        conclusions.item_id,
        string_agg(
            words.label || ' : ' || case
                when conclusions.has_other_leader and choices.label is not null
                    then 'en tête, ' || choices.label
                when conclusions.has_other_leader then 'plusieurs réponses à égalité'
                when conclusions.is_majority then 'plus de la moitié'
                else 'la moitié ou moins'
            end,
            ' ; '
            order by words.position
        ) as differences
    from conclusions
    inner join form.words as words
        on conclusions.counting_rule = words.id and words.kind = 'counting_rule'
    left join form.choices as choices
        on
            conclusions.question_id = choices.question_id
            and conclusions.leading_choice_id = choices.choice_id
    where conclusions.has_other_leader or conclusions.has_other_majority
    group by conclusions.question_id, conclusions.item_id

),

labelled as (

    select
        questions.position as question_position,
        items.position as item_position,
        questions.title,
        items.label as item,
        coalesce(choices.label, 'Plusieurs réponses à égalité') as leader,
        shares.everyone,
        shares.one_per_family,
        shares.without_templates,
        shares.individuals,
        shares.collectives,
        shares.consenting,
        shares.smallest,
        shares.greatest,
        case
            when differences.differences is not null then 'Change'
            else 'Tient'
        end as verdict,
        differences.differences
    from leaders
    inner join form.questions as questions
        on leaders.question_id = questions.question_id
    left join form.items as items
        on
            leaders.question_id = items.question_id
            and leaders.item_id = items.item_id
    left join form.choices as choices
        on
            leaders.question_id = choices.question_id
            and leaders.leading_choice_id = choices.choice_id
    left join shares
        on
            leaders.question_id = shares.question_id
            and leaders.item_id is not distinct from shares.item_id
    left join differences
        on
            leaders.question_id = differences.question_id
            and leaders.item_id is not distinct from differences.item_id

)

select
    title as "Question",
    item as "Sous-question",
    leader as "En tête, toutes",
    everyone as "Part, toutes",
    one_per_family as "Part, une voix par famille",
    without_templates as "Part, sans lettres types",
    individuals as "Part, personnes",
    collectives as "Part, collectifs",
    consenting as "Part, à transmettre",
    smallest as "Part la plus basse",
    greatest as "Part la plus haute",
    verdict as "Conclusion",
    differences as "Ce qui change"
from labelled
order by question_position, item_position
