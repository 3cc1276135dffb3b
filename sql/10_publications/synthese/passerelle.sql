-- Sheet « Passerelle » of synthese.xlsx: from the organisers' numbers to the pack's.
-- One row per number of the form: contributions, answers to each question, ticks of each choice.
-- In each row: all = kept for reflection + unclear + kept back when read + in the pack.

with

contributions as (

    select
        submission_id,
        consent
    from respondents.contributions

),

all_answers as (

    select
        answers.*,
        contributions.consent
    from clean.answers as answers
    inner join contributions on answers.submission_id = contributions.submission_id

),

sent_questions as (

    select question_id from form.questions
    where audience = 'all' and kind != 'file'

),

counted_sent as (

    select count(*) as sent_count from sending.contributions

),

counted_contributions as (

    select
        count(*) as all_count,
        count(*) filter (where contributions.consent = 'reflection_only')
            as reflection_count,
        count(*) filter (where contributions.consent = 'unclear') as unclear_count,
        counted_sent.sent_count
    from contributions
    cross join counted_sent
    group by counted_sent.sent_count

),

answered as (

    select
        question_id,
        count(distinct submission_id) as all_count,
        count(distinct submission_id) filter (where consent = 'reflection_only')
            as reflection_count,
        count(distinct submission_id) filter (where consent = 'unclear')
            as unclear_count
    from all_answers
    group by question_id

),

sent_answered as (

    select
        question_id,
        count(distinct submission_id) as sent_count
    from sending.answers
    group by question_id

),

chosen as (

    select
        question_id,
        coalesce(item_id, '') as item_id,
        choice_id,
        count(distinct submission_id) as all_count,
        count(distinct submission_id) filter (where consent = 'reflection_only')
            as reflection_count,
        count(distinct submission_id) filter (where consent = 'unclear')
            as unclear_count
    from all_answers
    where choice_id is not null
    group by question_id, coalesce(item_id, ''), choice_id

),

sent_chosen as (

    select
        question_id,
        coalesce(item_id, '') as item_id,
        choice_id,
        count(distinct submission_id) as sent_count
    from sending.answers
    where choice_id is not null
    group by question_id, coalesce(item_id, ''), choice_id

),

first_row as (

    select
        0 as question_position,
        null as question,
        0 as item_position,
        null as item,
        0 as choice_position,
        'Contributions' as what,
        all_count,
        reflection_count,
        unclear_count,
        sent_count
    from counted_contributions

),

question_rows as (

    select
        questions.position as question_position,
        questions.title as question,
        0 as item_position,
        null as item,
        0 as choice_position,
        'Ont répondu' as what,
        coalesce(answered.all_count, 0) as all_count,
        coalesce(answered.reflection_count, 0) as reflection_count,
        coalesce(answered.unclear_count, 0) as unclear_count,
        case
            when sent_questions.question_id is not null
                then coalesce(sent_answered.sent_count, 0)
        end as sent_count
    from form.questions as questions
    left join sent_questions on questions.question_id = sent_questions.question_id
    left join answered on questions.question_id = answered.question_id
    left join sent_answered on questions.question_id = sent_answered.question_id

),

choice_rows as (

    select
        questions.position as question_position,
        questions.title as question,
        coalesce(items.position, 0) as item_position,
        items.label as item,
        choices.position as choice_position,
        choices.label as what,
        coalesce(chosen.all_count, 0) as all_count,
        coalesce(chosen.reflection_count, 0) as reflection_count,
        coalesce(chosen.unclear_count, 0) as unclear_count,
        case
            when sent_questions.question_id is not null
                then coalesce(sent_chosen.sent_count, 0)
        end as sent_count
    from form.choices as choices
    inner join
        form.questions as questions
        on choices.question_id = questions.question_id
    left join form.items as items on choices.question_id = items.question_id
    left join sent_questions on choices.question_id = sent_questions.question_id
    left join chosen
        on
            choices.question_id = chosen.question_id
            and coalesce(items.item_id, '') = chosen.item_id
            and choices.choice_id = chosen.choice_id
    left join sent_chosen
        on
            choices.question_id = sent_chosen.question_id
            and coalesce(items.item_id, '') = sent_chosen.item_id
            and choices.choice_id = sent_chosen.choice_id

),

all_rows as (

    select * from first_row
    union all
    select * from question_rows
    union all
    select * from choice_rows

)

select
    question as "Question",
    item as "Sous-question",
    what as "Nombre de",
    all_count as "Pack organisation",
    reflection_count as "Pour réflexion seulement",
    unclear_count as "Consentement peu clair",
    case
        when sent_count is not null
            then all_count - reflection_count - unclear_count - sent_count
    end as "Gardés après relecture",
    sent_count as "Pack soumission",
    case when sent_count is null then 'question réservée à l''organisation' end
        as "Remarque"
from all_rows
order by question_position, item_position, choice_position
