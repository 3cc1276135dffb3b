-- Sheet « Passerelle » of justificatif.xlsx: from the organisers' numbers to the pack's.
-- One row per number of the form: contributions, answers to each question, ticks of each choice.
-- In each row: all = kept for reflection + unclear + kept back when read + in the pack.

with

all_answers as (

    select
        contributions.submission_id,
        contributions.consent,
        answers.question_id,
        answers.item_id,
        answers.choice_id
    from respondents.contributions as contributions
    left join clean.answers as answers using (submission_id)
    union all
    select
        contributions.reference as submission_id,
        'sent' as consent,
        answers.question_id,
        answers.item_id,
        answers.choice_id
    from sending.contributions as contributions
    left join sending.answers as answers
        on contributions.reference = answers.submission_id

),

-- Each has one consent: who gave it is counted once, and counts are added.
of_each_consent as (

    select
        consent,
        question_id,
        item_id,
        choice_id,
        count(distinct submission_id) as submission_count
    from all_answers
    group by
        grouping sets (
            (consent),
            (consent, question_id),
            (consent, question_id, item_id, choice_id)
        )
    having
        (question_id is not null or grouping(question_id) = 1)
        and (choice_id is not null or grouping(choice_id) = 1)

),

counted as (

    select
        question_id,
        item_id,
        choice_id,
        sum(submission_count) filter (where consent != 'sent') as all_count,
        sum(submission_count) filter (where consent = 'reflection_only')
            as reflection_count,
        sum(submission_count) filter (where consent = 'unclear') as unclear_count,
        sum(submission_count) filter (where consent = 'sent') as sent_count,
        all_count - coalesce(reflection_count, 0) - coalesce(unclear_count, 0)
        - coalesce(sent_count, 0) as kept_count
    from of_each_consent
    group by question_id, item_id, choice_id

),

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
left join counted
    on
        numbers.question_id is not distinct from counted.question_id
        and numbers.item_id is not distinct from counted.item_id
        and numbers.choice_id is not distinct from counted.choice_id
left join form.questions as questions on numbers.question_id = questions.question_id
order by
    questions.position asc nulls first,
    numbers.item_place asc nulls first,
    numbers.choice_place asc nulls first
