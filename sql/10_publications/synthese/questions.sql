-- Sheet « Questions » of synthese.xlsx.
-- One row per closed question (× sub-question) and choice, in the form's order.

with

counts as (

    select * from statistics.answer_counts

),

everyone as (

    select * from counts
    where counting_rule = 'all'

),

shares as (

    select
        question_id,
        item_id,
        choice_id,
        max(chosen_share) filter (where counting_rule = 'individuals') as individuals,
        max(chosen_share) filter (where counting_rule = 'collectives') as collectives,
        max(chosen_share) filter (where counting_rule = 'consenting') as consenting
    from counts
    group by all

),

labelled as (

    select
        questions.position as question_position,
        items.position as item_position,
        choices.position as choice_position,
        questions.title,
        items.label as item,
        choices.label as choice,
        everyone.chosen_count,
        everyone.answered_count,
        everyone.chosen_share,
        everyone.asked_count,
        shares.individuals,
        shares.collectives,
        shares.consenting
    from everyone
    inner join shares
        on
            everyone.question_id = shares.question_id
            and everyone.item_id is not distinct from shares.item_id
            and everyone.choice_id = shares.choice_id
    inner join form.questions as questions
        on everyone.question_id = questions.question_id
    inner join form.choices as choices
        on
            everyone.question_id = choices.question_id
            and everyone.choice_id = choices.choice_id
    left join form.items as items
        on everyone.question_id = items.question_id and everyone.item_id = items.item_id

)

select
    title as "Question",
    item as "Sous-question",
    choice as "Choix",
    chosen_count as "L'ont choisi",
    answered_count as "Ont répondu",
    chosen_share as "Part",
    asked_count as "Question posée à",
    individuals as "Part, personnes",
    collectives as "Part, collectifs",
    consenting as "Part, à transmettre"
from labelled
order by question_position, item_position, choice_position
