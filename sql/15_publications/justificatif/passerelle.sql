-- Sheet « Passerelle » of justificatif.xlsx: from the organisers' numbers to the pack's.
-- One row per number of the form: contributions, answers to each question, ticks of each choice.
-- In each row: all = kept for reflection + unclear + kept back when read + in the pack.

with

numbers as (

    select
        sentence('passerelle', 'contributions') as what,
        true as is_sent
    union all by name
    select
        question_id,
        sentence('passerelle', 'answered') as what,
        audience = 'all' and kind != 'file' as is_sent
    from form.questions
    union all by name
    select
        options.question_id,
        options.item_id,
        options.item_label,
        options.item_place,
        options.choice_id,
        options.choice_place,
        options.choice_label as what,
        questions.audience = 'all' as is_sent
    from statistics_steps.options as options
    inner join form.questions as questions using (question_id)

)

select
    questions.title as "Question",
    numbers.item_label as "Sous-question",
    numbers.what as "Nombre de",
    coalesce(counted.all_count, 0)::bigint as "Dossier organisation",
    coalesce(counted.reflection_count, 0)::bigint as "Pour réflexion seulement",
    coalesce(counted.unclear_count, 0)::bigint as "Consentement peu clair",
    case when numbers.is_sent then coalesce(counted.kept_count, 0)::bigint end
        as "Gardés après relecture",
    case when numbers.is_sent then coalesce(counted.sent_count, 0)::bigint end
        as "Dossier soumission",
    case when not numbers.is_sent then sentence('passerelle', 'kept') end as "Remarque"
from numbers
left join publications.parts__bridge_counts as counted
    on
        numbers.question_id is not distinct from counted.question_id
        and numbers.item_id is not distinct from counted.item_id
        and numbers.choice_id is not distinct from counted.choice_id
left join form.questions as questions on numbers.question_id = questions.question_id
order by
    questions.position asc nulls first,
    numbers.item_place asc nulls first,
    numbers.choice_place asc nulls first
