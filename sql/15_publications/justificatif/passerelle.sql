-- Sheet « Passerelle » of justificatif.xlsx: from the organisers' numbers to the pack's.
-- One row per number of the form: contributions, answers to each question, ticks of each choice.
-- In each row: all = kept for reflection + unclear + kept back when read + in the pack.

with

numbers as (

    select sentence('passerelle', 'contributions') as what
    union all by name
    select
        question_id,
        sentence('passerelle', 'answered') as what
    from form.questions
    union all by name
    select
        * exclude (question_label, question_place, choice_label),
        choice_label as what
    from statistics_steps.options

),

placed as (

    select
        questions.title,
        numbers.item_label as item,
        numbers.what,
        coalesce(counted.all_count, 0) as all_count,
        coalesce(counted.reflection_count, 0) as reflection_count,
        coalesce(counted.unclear_count, 0) as unclear_count,
        case
            when
                questions.question_id is null
                or (questions.audience = 'all' and questions.kind != 'file')
                then coalesce(counted.sent_count, 0)
        end as sent_count,
        row_number() over (
            order by
                questions.position asc nulls first,
                numbers.item_place asc nulls first,
                numbers.choice_place asc nulls first
        ) as place
    from numbers
    left join publications.parts__answered_and_sent as counted
        on
            numbers.question_id is not distinct from counted.question_id
            and numbers.item_id is not distinct from counted.item_id
            and numbers.choice_id is not distinct from counted.choice_id
    left join form.questions as questions on numbers.question_id = questions.question_id

)

select
    title as "Question",
    item as "Sous-question",
    what as "Nombre de",
    all_count as "Pack organisation",
    reflection_count as "Pour réflexion seulement",
    unclear_count as "Consentement peu clair",
    all_count - reflection_count - unclear_count - sent_count
        as "Gardés après relecture",
    sent_count as "Pack soumission",
    case when sent_count is null then sentence('passerelle', 'kept') end as "Remarque"
from placed
order by place
